package io.leadhook.enrich;

import io.leadhook.testing.TestDatabase;
import java.util.Optional;

class H2FetchTest extends FetchContract {
    @Override
    protected Optional<TestDatabase> open() {
        return Optional.empty();
    }
}
