"""The settings that follow from the machine."""

from hypothesis import given
from hypothesis import strategies as st

from kring.config.engine import machine, memory


@given(memory_=st.integers(128, 1_000_000), cores=st.integers(1, 256), shared=st.integers(0, 1_000_000))
def test_settings_stay_within_the_machine(memory_: int, cores: int, shared: int) -> None:
    found = memory.settings(memory=memory_, cores=cores, shared_memory=shared)
    buffers = int(found["shared_buffers"].removesuffix("MB"))
    assert 64 <= buffers <= 2048
    assert buffers <= max(64, memory_ // 8)
    assert 4 <= int(found["work_mem"].removesuffix("MB")) <= 32
    assert int(found["max_parallel_workers_per_gather"]) <= cores


def test_little_shared_memory_isnt_used() -> None:
    found = memory.settings(memory=4096, cores=2, shared_memory=64)
    assert found["dynamic_shared_memory_type"] == "mmap"
    assert memory.settings(memory=4096, cores=2, shared_memory=2048)["dynamic_shared_memory_type"] == "posix"


def test_this_machine_has_something() -> None:
    assert machine.memory() > 100
    assert machine.cores() >= 1
    assert machine.shared_memory() >= 0
