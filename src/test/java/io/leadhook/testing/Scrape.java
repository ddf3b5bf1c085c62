package io.leadhook.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a hub answered on {@code /actuator/prometheus}. Immutable. */
public final class Scrape {
    private static final Pattern LINE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? (\\S+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** One line. */
    public record Series(String name, Map<String, String> labels, double value) {}

    private final String text;
    private final List<Series> series;

    private Scrape(String text) {
        this.text = text;
        this.series = text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Series(line.group(1), labels(line.group(2)), Double.parseDouble(line.group(3))))
                .toList();
    }

    public static Scrape of(Hub hub) {
        return new Scrape(hub.api().text("/actuator/prometheus"));
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        LABEL.matcher(text == null ? "" : text).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        return labels;
    }

    public String text() {
        return text;
    }

    public Set<String> names() {
        return series.stream().map(Series::name).collect(Collectors.toCollection(TreeSet::new));
    }

    public List<Series> series(String name) {
        return series.stream().filter(one -> one.name().equals(name)).toList();
    }

    /** Names and labels of all series whose name begins so. */
    public Set<String> identities(String prefix) {
        return series.stream()
                .filter(one -> one.name().startsWith(prefix))
                .map(one -> one.name() + one.labels())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The values of a label. */
    public Set<String> labels(String name, String label) {
        return series(name).stream()
                .map(one -> String.valueOf(one.labels().get(label)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The values of a label in those series that have another label of this value. */
    public Set<String> labels(String name, String label, String other, String value) {
        return series(name).stream()
                .filter(one -> value.equals(one.labels().get(other)))
                .map(one -> String.valueOf(one.labels().get(label)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @throws IllegalArgumentException if there is no such series */
    public double value(String name, Map<String, String> labels) {
        return series(name).stream()
                .filter(one -> one.labels().equals(new TreeMap<>(labels)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no series " + name + labels))
                .value();
    }
}
