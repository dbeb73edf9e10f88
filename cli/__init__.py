"""The `peermill` command."""
