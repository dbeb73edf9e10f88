"""The server as a whole: which processes it has, and how each shows that it is ready.

redis (embedded)  ->  web  ->  worker-1 ... worker-N  ->  beat
"""

import http.client
import socket
import sys

from core.errors import GraderFault, UsageError
from wiring.processes import Process, Status, has_logged, log_file, start_processes, status, stop_processes
from wiring.redis_server import answers, redis_process
from wiring.settings import Settings, process_environment

HEALTH_PATH = "/healthz"
PROBE_SECONDS = 5
EVERY_INTERFACE = ("0.0.0.0", "::")


def start_server(settings: Settings) -> tuple[str, ...]:
    """Start what doesn't run yet; the names of what was started. Raises UsageError or GraderFault, one clear line."""
    if not settings.embedded_redis and not answers(settings.redis):
        raise GraderFault(f"no Redis answers at PEERMILL_REDIS_URL={settings.redis}: start it, or unset it for our own")
    (web,) = status(["web"], settings.var)
    if not web.running and _port_is_taken(settings):
        address = f"{settings.http_host}:{settings.http_port}"
        raise UsageError(f"something else listens on {address}: set PEERMILL_HTTP_PORT to a free port")
    return start_processes(server_stages(settings), settings.var, process_environment(settings))


def stop_server(settings: Settings) -> tuple[str, ...]:
    """Stop all that runs; the names of what was stopped."""
    return stop_processes(settings.var)


def server_status(settings: Settings) -> tuple[Status, ...]:
    return status([process.name for stage in server_stages(settings) for process in stage], settings.var)


def server_stages(settings: Settings) -> tuple[tuple[Process, ...], ...]:
    """What the server consists of; a stage needs the one before it."""
    redis = (redis_process(settings),) if settings.embedded_redis else ()
    web = Process(name="web", argv=_module("web"), ready=lambda: _is_healthy(settings))
    workers = (
        _logging_process(settings, f"worker-{number}", _module("workers", "worker"), "ready.")
        for number in range(1, settings.workers + 1)
    )
    beat = _logging_process(settings, "beat", _module("workers", "beat"), "Starting...")
    return redis, (web, *workers, beat)


def _module(name: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", name, *arguments)


def _logging_process(settings: Settings, name: str, argv: tuple[str, ...], line: str) -> Process:
    log = log_file(settings.var, name)
    return Process(name=name, argv=argv, ready=lambda: has_logged(log, line))


def _local_address(settings: Settings) -> tuple[str, int]:
    host = "127.0.0.1" if settings.http_host in EVERY_INTERFACE else settings.http_host
    return host, settings.http_port


def _port_is_taken(settings: Settings) -> bool:
    try:
        socket.create_connection(_local_address(settings), PROBE_SECONDS).close()
    except OSError:
        return False
    return True


def _is_healthy(settings: Settings) -> bool:
    connection = http.client.HTTPConnection(*_local_address(settings), timeout=PROBE_SECONDS)
    try:
        connection.request("GET", HEALTH_PATH)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
