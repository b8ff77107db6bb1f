package dev.orgworks.api.http;

import dev.orgworks.api.http.RateLimits.Rule;
import dev.orgworks.api.identity.DecodeJwt;
import dev.orgworks.domain.directory.DirectoryVersion;
import dev.orgworks.domain.users.AcceptJwt;
import dev.orgworks.domain.users.AuthenticateSession;
import dev.orgworks.domain.users.AuthenticateToken;
import dev.orgworks.domain.users.Caller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;

/** Bearer tokens, or sessions with a guard against forgery from other sites, everywhere but on open routes. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** No meters for each filter of each request, which nobody reads. */
    @Bean
    SecurityObservationSettings withoutObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain security(
            HttpSecurity http,
            AuthenticateToken authenticate,
            DecodeJwt decode,
            AcceptJwt accept,
            DirectoryVersion directory,
            SessionCookies sessionCookies,
            SessionSecrets secrets,
            Failures failures,
            RateLimits limits)
            throws Exception {
        return http.csrf(csrf -> csrf.csrfTokenRepository(new SessionCsrf(secrets))
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                        .requireCsrfProtectionMatcher(request -> SessionCsrf.isNeeded(request, secrets)))
                .headers(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new BearerTokens(authenticate, decode, accept, directory), AuthorizationFilter.class)
                .addFilterBefore(sessionCookies, AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/health", "/actuator/health/**", "/docs/**", "/pages/*", "/claim", "/invite")
                        .permitAll()
                        .requestMatchers(
                                HttpMethod.POST,
                                "/api/session",
                                "/api/organizations/claim-license",
                                "/api/organizations/claim-license/preview",
                                "/api/organizations/reports/jobs/process",
                                "/api/organizations/reports/jobs/process/status")
                        .permitAll()
                        .requestMatchers(
                                HttpMethod.GET, "/api/organizations/{organizationId}/provisioning/{tokenId}/qr")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/api/organizations/reports/download")
                        .permitAll()
                        .requestMatchers(
                                "/api/organizations/invites/accept", "/api/organizations/invites/accept/preview")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .access((authentication, context) ->
                                new AuthorizationDecision(isPlatformAdministrator(authentication.get())))
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(errors -> errors.authenticationEntryPoint((request, response, e) ->
                                failures.write(unauthorized(request, response, limits), request, response))
                        .accessDeniedHandler((request, response, e) -> failures.write(forbidden(e), request, response)))
                .build();
    }

    @Bean
    SessionCookies sessionCookies(BrowserSessions sessions, AuthenticateSession authenticate, Failures failures) {
        return new SessionCookies(sessions, authenticate, failures);
    }

    /** In the security chain it has its place; as a bean the web server would call it once more, in front of that. */
    @Bean
    FilterRegistrationBean<SessionCookies> sessionCookiesOnlyWithinTheChain(SessionCookies filter) {
        FilterRegistrationBean<SessionCookies> registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    private static Failure forbidden(AccessDeniedException e) {
        return e instanceof CsrfException
                ? Failure.of(
                                HttpStatus.FORBIDDEN,
                                "Forbidden",
                                "Requests of a session that change something need the header " + SessionCsrf.HEADER
                                        + "; GET /api/session tells its value")
                        .withCode("CSRF")
                : Failure.of(HttpStatus.FORBIDDEN, "Forbidden", "The token does not allow this");
    }

    private static boolean isPlatformAdministrator(@Nullable Authentication authentication) {
        return authentication != null
                && authentication.getPrincipal() instanceof Caller caller
                && caller.isPlatformAdministrator();
    }

    /** Who sends many tokens that open nothing is told to stop; who sends none has only forgotten it. */
    private static Failure unauthorized(HttpServletRequest request, HttpServletResponse response, RateLimits limits) {
        boolean sent = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        if (sent) {
            try {
                limits.take(Rule.TOKEN_FAILURES, request.getRemoteAddr(), response);
            } catch (TooManyRequestsException e) {
                return e.failure();
            }
        }
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return Failure.of(
                        HttpStatus.UNAUTHORIZED,
                        "Unauthorized",
                        sent
                                ? "The token is unknown, expired or revoked; ask an administrator for a new one"
                                : "Authentication required: send the header Authorization: Bearer <token>")
                .withHeaders(headers);
    }
}
