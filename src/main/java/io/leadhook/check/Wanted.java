package io.leadhook.check;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/** Says in words what a value of a type looks like. */
final class Wanted {
    private Wanted() {}

    static String of(Class<?> type) {
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        if (boxed == Double.class || boxed == Float.class) {
            return "a number";
        }
        if (Number.class.isAssignableFrom(boxed)) {
            return "a whole number";
        }
        if (boxed == Boolean.class) {
            return "true or false";
        }
        if (boxed == Duration.class) {
            return "a time such as 30s, 5m or 1h";
        }
        if (boxed == DataSize.class) {
            return "a size such as 512KB or 1MB";
        }
        if (boxed.isEnum()) {
            return Arrays.stream(boxed.getEnumConstants())
                    .map(constant ->
                            constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        return "a " + boxed.getSimpleName();
    }
}
