package io.leadhook.check;

import java.util.List;

/** What a start of this hub would find wrong with its route files. Thread-safe. */
public interface RouteChecks {
    /** Reads them as they are now, without loading anything. */
    List<Fault> now();
}
