package io.leadhook.console;

import org.springframework.security.core.AuthenticationException;

/** Too many wrong passwords from one address: nothing is compared for a minute. */
final class TooManyFailures extends AuthenticationException {
    static final int RETRY_AFTER_SECONDS = 60;
    private static final long serialVersionUID = 1;

    TooManyFailures() {
        super("too many failed attempts; wait a minute");
    }
}
