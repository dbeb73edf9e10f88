"""Ports served from memory; each passes the contract tests of the adapter that it stands for."""
