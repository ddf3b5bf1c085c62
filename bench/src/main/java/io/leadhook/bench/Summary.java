package io.leadhook.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The figures in short, one column for each database: the table of docs/performance.md. A figure is worked out when the
 * table is printed, since what it is compared with may be measured later.
 */
final class Summary {
    private final Map<String, Map<String, Supplier<String>>> figures = new LinkedHashMap<>();

    /** @param durability what a 200 is worth on that database: the head of its column */
    void put(String figure, String durability, Supplier<String> value) {
        figures.computeIfAbsent(figure, name -> new LinkedHashMap<>()).put(durability, value);
    }

    Table table() {
        TreeSet<String> columns = new TreeSet<>();
        figures.values().forEach(row -> columns.addAll(row.keySet()));
        String[] header = new String[columns.size() + 1];
        header[0] = "figure";
        int next = 1;
        for (String column : columns) {
            header[next++] = column;
        }
        Table table = new Table(header);
        figures.forEach((figure, values) -> {
            Object[] row = new Object[header.length];
            row[0] = figure;
            for (int i = 1; i < header.length; i++) {
                Supplier<String> value = values.get(header[i]);
                row[i] = value == null ? "–" : value.get();
            }
            table.row(row);
        });
        return table;
    }
}
