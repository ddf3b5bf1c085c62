/** Measures the hub, the bare HTTP engine and two baselines with the same load, and writes a report. */
@NullMarked
package io.leadhook.bench;

import org.jspecify.annotations.NullMarked;
