package io.leadhook;

import io.leadhook.testing.TestDatabase;
import java.util.Optional;

class PostgresPipelineTest extends PipelineContract {
    @Override
    protected Optional<TestDatabase> open() {
        return Optional.of(TestDatabase.postgres());
    }
}
