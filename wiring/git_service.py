"""How the web room gets at git: the command that answers one request, and how much a repository may still take."""

from dataclasses import dataclass

from store.git_http_backend import LARGEST_OBJECT_BYTES, BackendRequest, ServicePath, backend_command
from store.git_repositories import GitRepositories


@dataclass(frozen=True, slots=True, kw_only=True)
class GitService:
    repositories: GitRepositories
    quota_bytes: int
    largest_file_bytes: int = LARGEST_OBJECT_BYTES

    def bytes_left(self, name: str) -> int:
        """What may still be pushed into that repository; 0 or less when it is full."""
        return self.quota_bytes - self.repositories.size_bytes(name)

    def command(
        self,
        name: str,
        path: str,
        *,
        method: str,
        query: str,
        content_type: str,
        protocol: str,
        login: str,
        address: str,
        bytes_left: int,
    ) -> tuple[list[str], dict[str, str]]:
        """Argument vector and whole environment of the process. Raises ValueError for what no git client asks."""
        request = BackendRequest(
            path=ServicePath(path),
            method=method,
            query=query,
            content_type=content_type,
            protocol=protocol,
            remote_user=login,
            remote_address=address,
        )
        return backend_command(self.repositories.folder(name), request, quota_bytes=bytes_left)
