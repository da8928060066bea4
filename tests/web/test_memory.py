from declaration.web.memory import Memory, forget_everything


def test_what_is_made_once_is_not_made_again():
    memory, made = Memory(2), []

    def make():
        made.append(1)
        return "value"

    assert [memory.made("key", make), memory.made("key", make)] == ["value", "value"]
    assert made == [1]


def test_the_oldest_goes_first():
    memory = Memory(2)

    for key in "abc":
        memory.keep(key, key.upper())

    assert (memory.get("a"), memory.get("b"), memory.get("c")) == (None, "B", "C")
    assert len(memory) == 2
    assert "c" in memory


def test_nothing_is_left_of_what_is_forgotten():
    memory = Memory(2)
    memory.keep("a", "A")

    memory.clear()

    assert len(memory) == 0


def test_all_memories_are_emptied_at_once():
    memories = Memory(2), Memory(2)
    for memory in memories:
        memory.keep("a", "A")

    forget_everything()

    assert [len(memory) for memory in memories] == [0, 0]
