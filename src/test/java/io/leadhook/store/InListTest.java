package io.leadhook.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InListTest {
    @Test
    void many_keys_are_cut_into_lists_that_hold_each_once() {
        List<String> keys = IntStream.range(0, 401).mapToObj(i -> "key-" + i).toList();

        List<InList> lists =
                InList.of(Stream.concat(keys.stream(), keys.stream()).toList());

        assertThat(lists).extracting(list -> list.keys().size()).containsExactly(200, 200, 1);
        assertThat(lists).flatExtracting(InList::keys).containsExactlyElementsOf(keys);
    }

    @Test
    void no_keys_are_no_list() {
        assertThat(InList.of(List.of())).isEmpty();
    }

    @Test
    void there_is_a_mark_for_each_key_and_the_keys_come_after_the_other_parameters() {
        InList list = new InList(List.of("a", "b"));

        assertThat(list.marks()).isEqualTo("(?, ?)");
        assertThat(list.after()).containsExactly("a", "b");
        assertThat(list.after("leads")).containsExactly("leads", "a", "b");
    }
}
