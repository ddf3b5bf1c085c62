package io.leadhook.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Compares user and password. bcrypt is slow by intent, and with HTTP Basic each request brings the password anew; so
 * what was right is remembered for some minutes, as a salted hash whose salt dies with the process. What was wrong is
 * counted per address, and after some failures nothing unknown is compared for a minute. An unknown user takes as long
 * and reads the same as a wrong password. Thread-safe.
 */
final class Login implements AuthenticationProvider {
    private static final int MAX_FAILURES = 10;
    private static final int SALT_BYTES = 32;

    private final Map<String, Account> accounts;
    private final Account anyone;
    private final PasswordEncoder encoder;
    private final byte[] salt = new byte[SALT_BYTES];
    private final Cache<ByteBuffer, Boolean> verified = Caffeine.newBuilder()
            .maximumSize(100)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();
    private final Cache<String, Integer> failures = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    /** @param accounts at least one, each name once */
    Login(Collection<Account> accounts, PasswordEncoder encoder) {
        this.accounts = accounts.stream().collect(Collectors.toUnmodifiableMap(Account::name, Function.identity()));
        this.anyone = accounts.iterator().next();
        this.encoder = encoder;
        new SecureRandom().nextBytes(salt);
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String name = attempt.getName();
        String password = String.valueOf(attempt.getCredentials());
        ByteBuffer fingerprint = fingerprint(name, password);
        Account account = accounts.get(name);
        if (account == null || verified.getIfPresent(fingerprint) == null) {
            account = compare(account, password, address(attempt));
            verified.put(fingerprint, true);
        }
        UsernamePasswordAuthenticationToken user = UsernamePasswordAuthenticationToken.authenticated(
                account.name(), null, account.role().authorities());
        user.setDetails(attempt.getDetails());
        return user;
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }

    private Account compare(@Nullable Account account, String password, String address) {
        Integer failed = failures.getIfPresent(address);
        if (failed != null && failed >= MAX_FAILURES) {
            throw new TooManyFailures();
        }
        boolean rightPassword = encoder.matches(password, (account == null ? anyone : account).passwordHash());
        if (account == null || !rightPassword) {
            failures.asMap().merge(address, 1, Integer::sum);
            throw new BadCredentialsException("user or password is wrong");
        }
        return account;
    }

    private ByteBuffer fingerprint(String name, String password) {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        sha256.update(salt);
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, nameBytes.length));
        sha256.update(nameBytes);
        return ByteBuffer.wrap(sha256.digest(password.getBytes(StandardCharsets.UTF_8)));
    }

    private static String address(Authentication attempt) {
        return attempt.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
    }
}
