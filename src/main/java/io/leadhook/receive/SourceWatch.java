package io.leadhook.receive;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the sources over when what the files say of them has changed. It reads them as a start would, instead of
 * watching them: so it makes no difference how a file was replaced (written in place, renamed over, a symbolic link
 * swapped) nor which files there are. A change counts when it reads the same twice, so that a file that is just being
 * written is left alone. A fault leaves everything as it was, until the files are mended. To be called by one thread;
 * {@link #fault} by any.
 */
final class SourceWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);

    private final Supplier<SourcesProperties> files;
    private final Consumer<SourcesProperties> takeOver;
    private Reading taken;
    private Reading last;
    private volatile @Nullable String fault;

    /**
     * @param files reads them; throws IllegalArgumentException if they cannot be read
     * @param takeOver throws IllegalArgumentException if a source has a fault, and then changes nothing
     */
    SourceWatch(Supplier<SourcesProperties> files, Consumer<SourcesProperties> takeOver) {
        this.files = files;
        this.takeOver = takeOver;
        this.taken = read();
        this.last = taken;
    }

    void look() {
        Reading now = read();
        boolean settled = now.equals(last);
        last = now;
        if (settled && !now.equals(taken)) {
            taken = now;
            take(now);
        }
    }

    /** What is wrong with the files, so that the sources are those from before; null: nothing. */
    @Nullable
    String fault() {
        return fault;
    }

    private void take(Reading now) {
        try {
            takeOver.accept(now.sources());
            fault = null;
        } catch (IllegalArgumentException e) {
            fault = String.valueOf(e.getMessage());
            LOG.error("The changed sources are not taken over, those from before stay: {}", fault);
        }
    }

    private Reading read() {
        try {
            return new Reading(files.get(), null);
        } catch (IllegalArgumentException e) {
            return new Reading(null, String.valueOf(e.getMessage()));
        }
    }

    private record Reading(
            @Nullable SourcesProperties found, @Nullable String unreadable) {
        SourcesProperties sources() {
            if (found == null) {
                throw new IllegalArgumentException(unreadable);
            }
            return found;
        }
    }
}
