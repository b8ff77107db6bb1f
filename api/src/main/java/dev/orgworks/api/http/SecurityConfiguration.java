package dev.orgworks.api.http;

import dev.orgworks.domain.users.AuthenticateToken;
import dev.orgworks.domain.users.Caller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import tools.jackson.databind.json.JsonMapper;

/** Bearer tokens everywhere but on open routes; no sessions, and so no cross-site forgery to guard against. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    SecurityFilterChain security(HttpSecurity http, AuthenticateToken authenticate, JsonMapper json) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new BearerTokens(authenticate), AuthorizationFilter.class)
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
                .exceptionHandling(errors -> errors.authenticationEntryPoint((request, response, e) -> {
                            response.setHeader("WWW-Authenticate", "Bearer");
                            boolean sent = request.getHeader("Authorization") != null;
                            write(
                                    response,
                                    json,
                                    401,
                                    ApiError.of(
                                            "Unauthorized",
                                            sent
                                                    ? "The token is unknown, expired or revoked; ask an administrator for a new one"
                                                    : "Authentication required: send the header Authorization: Bearer <token>"));
                        })
                        .accessDeniedHandler((request, response, e) ->
                                write(response, json, 403, ApiError.of("Forbidden", "The token does not allow this"))))
                .build();
    }

    private static boolean isPlatformAdministrator(@Nullable Authentication authentication) {
        return authentication != null
                && authentication.getPrincipal() instanceof Caller caller
                && caller.isPlatformAdministrator();
    }

    private static void write(HttpServletResponse response, JsonMapper json, int status, ApiError error)
            throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(error));
    }
}
