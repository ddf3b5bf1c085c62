package io.leadhook.enrich;

import io.leadhook.testing.TestDatabase;
import java.util.Optional;

class PostgresFetchTest extends FetchContract {
    @Override
    protected Optional<TestDatabase> open() {
        return Optional.of(TestDatabase.postgres());
    }
}
