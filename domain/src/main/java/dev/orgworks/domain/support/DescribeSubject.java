package dev.orgworks.domain.support;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says what rules may look at in a ticket, an escalation or a refund: {@code entity}, its own fields by the names that the
 * support contract gives them, and of its customer, behind {@code customer.}, those of his user and of his profile.
 */
@Component
class DescribeSubject {

    private static final TypeReference<Map<String, @Nullable Object>> FIELDS = new TypeReference<>() {};

    private final FindRows find;
    private final JsonMapper json;

    DescribeSubject(FindRows find, JsonMapper json) {
        this.find = find;
        this.json = json;
    }

    Facts facts(DeskRow subject) {
        long organization = Objects.requireNonNull(subject.organizationId());
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(json.convertValue(subject, FIELDS));
        UUID customer = RowFields.of(subject).reference(subject, "customerId");
        if (customer != null) {
            fields.put("customer", customer(organization, customer));
        }
        return described(SubjectType.of(subject), fields);
    }

    Facts described(SubjectType entity, Map<String, ? extends @Nullable Object> fields) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(fields);
        all.put("entity", entity.name());
        return Facts.of(all);
    }

    private Map<String, @Nullable Object> customer(long organization, UUID user) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        RowQuery profile = new RowQuery(Map.of("userId", List.of(user)), List.of(), 1, 0);
        find.list(organization, CustomerProfile.class, profile)
                .forEach(one -> fields.putAll(json.convertValue(one, FIELDS)));
        find.all(organization, DeskUser.class, List.of(user))
                .forEach(one -> fields.putAll(json.convertValue(one, FIELDS)));
        return fields;
    }
}
