"""Signing in: residents by a code, staff by password and a second factor or a passkey."""
