package io.leadhook.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Who may do what on the private port, by HTTP Basic or a login form; only the health is open. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AdminProperties.class, UsersProperties.class})
class SecurityConfiguration {
    /** Nothing from elsewhere, nothing inline: text of an event that reaches a page stays text. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** Hawtio, where it is switched on, makes its styles as it goes. */
    private static final String HAWTIO_SECURITY_POLICY = CONTENT_SECURITY_POLICY
            .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'; font-src 'self' data:")
            .replace("base-uri 'none'", "base-uri 'self'");

    private static final String JOLOKIA = "/actuator/jolokia";

    @Bean
    Login login(AdminProperties admin, UsersProperties users, JdbcClient jdbc) {
        PasswordEncoder encoder = new BCryptPasswordEncoder();
        return new Login(Accounts.of(admin, users, encoder, jdbc), encoder);
    }

    @Bean
    SecurityFilterChain privatePort(HttpSecurity http, ObjectMapper json) throws Exception {
        Refusals refusals = new Refusals(json);
        RequestMatcher browser = Browsers::wantPage;
        HttpSessionRequestCache pagesOnly = new HttpSessionRequestCache();
        // Else each refused API call would open a session, and a part of a page would be where the login leads to.
        pagesOnly.setRequestMatcher(request -> Browsers.wantPage(request) && !Browsers.isPart(request));
        BrowserLogin form = new BrowserLogin(pagesOnly);
        // The one Login is found by itself; named here as well, it would be asked twice for each wrong password.
        return http.authorizeHttpRequests(SecurityConfiguration::rights)
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(form, browser)
                        .defaultAuthenticationEntryPointFor(refusals, new NegatedRequestMatcher(browser))
                        .accessDeniedHandler(refusals))
                .httpBasic(basic -> basic.authenticationEntryPoint(refusals))
                .formLogin(page -> page.loginPage(BrowserLogin.PAGE)
                        .successHandler(form)
                        .failureHandler(form)
                        .permitAll())
                .logout(logout -> logout.logoutSuccessHandler((request, response, user) -> form.goodbye(response)))
                .csrf(csrf -> csrf.ignoringRequestMatchers(
                        SecurityConfiguration::isProgram, SecurityConfiguration::isHawtioItself))
                .requestCache(cache -> cache.requestCache(pagesOnly))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                        .addHeaderWriter(SecurityConfiguration::lightenForHawtio))
                .build();
    }

    private static void rights(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                .permitAll()
                .requestMatchers("/actuator/health", "/actuator/health/**", "/assets/**", BrowserLogin.PAGE)
                .permitAll()
                // What was sent, byte for byte, cannot be masked.
                .requestMatchers("/events/*/raw")
                .hasRole(Role.OPERATOR.name())
                // Where they are switched on: they show the inside of the JVM.
                .requestMatchers(JOLOKIA + "/**", Browsers.HAWTIO + "/**")
                .hasRole(Role.ADMIN.name())
                .requestMatchers(HttpMethod.GET, "/**")
                .hasRole(Role.VIEWER.name())
                .requestMatchers(HttpMethod.HEAD, "/**")
                .hasRole(Role.VIEWER.name())
                .requestMatchers("/api/sources/**", "/api/routes/**", "/api/backup", "/routes/**")
                .hasRole(Role.ADMIN.name())
                .anyRequest()
                .hasRole(Role.OPERATOR.name());
    }

    private static void lightenForHawtio(HttpServletRequest request, HttpServletResponse response) {
        if (request.getRequestURI().startsWith(Browsers.HAWTIO)) {
            response.setHeader("Content-Security-Policy", HAWTIO_SECURITY_POLICY);
        }
    }

    /** Its pages know no token; but a browser says, and no page can forge, that they are of this very server. */
    private static boolean isHawtioItself(HttpServletRequest request) {
        return (request.getRequestURI().startsWith(Browsers.HAWTIO + "/jolokia")
                        || request.getRequestURI().startsWith(JOLOKIA))
                && "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
    }

    /**
     * A call that no page of another site can have caused, so it needs no token. Basic alone does not show that: a
     * browser that has once asked for the password adds it to forged requests too, but then it also says from where.
     */
    private static boolean isProgram(HttpServletRequest request) {
        return Browsers.givesPassword(request)
                && !request.isRequestedSessionIdValid()
                && request.getHeader(HttpHeaders.ORIGIN) == null
                && request.getHeader("Sec-Fetch-Site") == null;
    }
}
