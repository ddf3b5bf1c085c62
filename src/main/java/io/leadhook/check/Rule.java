package io.leadhook.check;

import java.util.List;
import java.util.stream.Stream;

/** One thing that all route files together must keep to. */
interface Rule {
    /** @param files the top of each readable file: a list */
    Stream<Fault> faults(List<YamlNode> files);
}
