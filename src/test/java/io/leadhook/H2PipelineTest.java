package io.leadhook;

import io.leadhook.testing.TestDatabase;
import java.util.Optional;

class H2PipelineTest extends PipelineContract {
    @Override
    protected Optional<TestDatabase> open() {
        return Optional.empty();
    }
}
