package dev.orgworks.api.http;

import dev.orgworks.api.http.RateLimits.Rule;
import dev.orgworks.api.identity.DecodeJwt;
import dev.orgworks.domain.users.AcceptJwt;
import dev.orgworks.domain.users.AuthenticateToken;
import dev.orgworks.domain.users.Caller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Bearer tokens everywhere but on open routes; no sessions, and so no cross-site forgery to guard against. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    SecurityFilterChain security(
            HttpSecurity http,
            AuthenticateToken authenticate,
            DecodeJwt decode,
            AcceptJwt accept,
            Failures failures,
            RateLimits limits)
            throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new BearerTokens(authenticate, decode, accept), AuthorizationFilter.class)
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers("/health", "/actuator/health/**")
                                .permitAll()
                                .requestMatchers("/actuator/**")
                                .access((authentication, context) ->
                                        new AuthorizationDecision(isPlatformAdministrator(authentication.get())))
                                .anyRequest()
                                .authenticated())
                .exceptionHandling(errors -> errors.authenticationEntryPoint((request, response, e) ->
                                failures.write(unauthorized(request, response, limits), request, response))
                        .accessDeniedHandler((request, response, e) -> failures.write(
                                Failure.of(HttpStatus.FORBIDDEN, "Forbidden", "The token does not allow this"),
                                request,
                                response)))
                .build();
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
