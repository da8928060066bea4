from declaration.web.cache.memory import Memory


def test_what_is_made_once_is_not_made_again():
    memory, calls = Memory(8), []

    def make():
        calls.append(1)
        return "value"

    assert [memory.get_or_make("key", make), memory.get_or_make("key", make)] == ["value", "value"]
    assert calls == [1]


def test_the_oldest_goes_first():
    memory = Memory(4)

    for key in "abc":
        memory.keep(key, key.upper(), size=2)

    assert (memory.get("a"), memory.get("b"), memory.get("c")) == (None, "B", "C")
    assert memory.used == 4


def test_a_large_value_makes_room_for_itself():
    memory = Memory(5)
    for key in "abc":
        memory.keep(key, key.upper(), size=1)

    memory.keep("large", "L", size=4)

    assert [memory.get(key) for key in ("a", "b", "c", "large")] == [None, None, "C", "L"]
    assert memory.used == 5


def test_what_is_kept_again_takes_its_room_once():
    memory = Memory(5)

    memory.keep("a", "A", size=3)
    memory.keep("a", "B", size=2)

    assert (memory.get("a"), memory.used) == ("B", 2)


def test_nothing_is_left_of_what_is_forgotten():
    memory = Memory(2)
    memory.keep("a", "A")

    memory.clear()

    assert (memory.used, memory.get("a")) == (0, None)
