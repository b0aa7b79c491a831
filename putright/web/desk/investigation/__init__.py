"""Looking into a potential hazard: begun, written on the spot, concluded, summed up; and two that differ."""
