"""Pages: people looking. First by whom they serve (resident, desk, operative, board), then by what they show."""
