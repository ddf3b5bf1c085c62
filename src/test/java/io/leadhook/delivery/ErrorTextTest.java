package io.leadhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTextTest {
    private static final int LONG = 10_000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "my_token=abc, next | my_token=***, next",
                "{\"api-key\": \"two words\", \"a\": 1} | {\"api-key\": ***, \"a\": 1}",
                "Authorization: Bearer abc | Authorization: ***",
                "token secret = x | token secret = ***",
                "password: \"never ended, and more | password: ***",
                "at https://user:pass@crm.example/a?key=1 | at https://crm.example/a"
            })
    void secrets_are_not_kept(String answered, String kept) {
        assertThat(ErrorText.of(answered)).isEqualTo(kept);
    }

    @Test
    void a_url_that_was_cut_shows_nothing_of_its_user() {
        String answered =
                "token=" + "x".repeat(3_000) + " " + "y".repeat(1_980) + " https://user:pass" + "word@crm.example/";
        assertThat(ErrorText.of(answered)).endsWith(" https://***");
    }

    /** A receiver that answers with one long word must not cost a processor: each character is looked at a few times. */
    @Test
    void one_long_word_is_read_in_time_that_grows_with_its_length() {
        Counted word = new Counted("x".repeat(LONG));
        assertThat(ErrorText.NAMED_SECRET.matcher(word).find()).isFalse();
        assertThat(word.looks).isLessThan(20L * LONG);
    }

    private static final class Counted implements CharSequence {
        private final String text;
        private long looks;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
