package dev.orgworks.domain.support;

import dev.orgworks.domain.database.JsonColumn;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.data.relational.core.mapping.Table;

/** What the components of a {@link DeskRow}'s record say of it, and a way to a copy with some of them changed. */
public final class RowFields<T extends DeskRow> {

    private static final ClassValue<RowFields<?>> ALL = new ClassValue<>() {
        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        protected RowFields<?> computeValue(Class<?> type) {
            return new RowFields(type);
        }
    };

    private final Class<T> type;
    private final Map<String, RecordComponent> components;

    private RowFields(Class<T> type) {
        this.type = type;
        this.components = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.put(component.getName(), component);
        }
    }

    /** A field that refers to another row. */
    public record Reference(String field, Class<? extends DeskRow> to, String as) {}

    @SuppressWarnings("unchecked")
    public static <T extends DeskRow> RowFields<T> of(Class<T> type) {
        return (RowFields<T>) ALL.get(type);
    }

    /** Those of a row's record. */
    @SuppressWarnings("unchecked")
    public static <T extends DeskRow> RowFields<T> of(T row) {
        return of((Class<T>) row.getClass());
    }

    public Class<T> type() {
        return type;
    }

    /** What people call it: {@code Customer profile}. */
    public String what() {
        String words =
                type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** What the audit calls it: {@code customerProfile}. */
    public String name() {
        return type.getSimpleName().substring(0, 1).toLowerCase(Locale.ROOT)
                + type.getSimpleName().substring(1);
    }

    String table() {
        return Objects.requireNonNull(type.getAnnotation(Table.class)).value();
    }

    /** The names of all fields, as they are shown. */
    public List<String> names() {
        return List.copyOf(components.keySet());
    }

    /** The type of a field; empty: there is none of this name. */
    public Optional<Class<?>> typeOf(String name) {
        return Optional.ofNullable(components.get(name)).map(RecordComponent::getType);
    }

    /** The fields that lists can be sorted by: all of them but those that are kept as JSON. */
    public List<String> sortable() {
        return components.values().stream()
                .filter(component -> !JsonColumn.class.isAssignableFrom(component.getType()))
                .map(RecordComponent::getName)
                .filter(name -> !name.equals("organizationId") && !name.equals("version"))
                .toList();
    }

    /** The fields that lists can be asked for by their values: enums, ids and truth values. */
    public List<String> filters() {
        return components.values().stream()
                .filter(component -> component.getType().isEnum()
                        || component.getType() == UUID.class
                        || component.getType() == Boolean.class)
                .map(RecordComponent::getName)
                .toList();
    }

    /** Whether it is the desk's own; callers say the others. */
    public boolean isAutomatic(String name) {
        RecordComponent component = components.get(name);
        return component != null && component.isAnnotationPresent(Automatic.class);
    }

    /**
     * What a caller is told when another row has what is unique.
     *
     * @param key what the database said of the violated key, {@code support_ticket_number}: the table's name and the field's last word
     */
    String taken(String key) {
        String field = components.keySet().stream()
                .filter(name -> key.contains(table() + "_" + lastWord(name)))
                .findFirst()
                .orElse("id");
        return "Another " + what().toLowerCase(Locale.ROOT) + " has this " + field + " already";
    }

    /** "ticketNumber" ends with "number"; of "userId" the Id says nothing. */
    private static String lastWord(String name) {
        String plain = name.endsWith("Id") ? name.substring(0, name.length() - 2) : name;
        return plain.replaceAll(".*(?=[A-Z])", "").toLowerCase(Locale.ROOT);
    }

    public List<Reference> references() {
        return components.values().stream()
                .filter(component -> component.isAnnotationPresent(Refers.class))
                .map(component -> {
                    Refers refers = Objects.requireNonNull(component.getAnnotation(Refers.class));
                    return new Reference(component.getName(), refers.to(), refers.as());
                })
                .toList();
    }

    /** The id in a field that refers to another row. */
    public @Nullable UUID reference(T row, String field) {
        return (UUID) value(row, field);
    }

    /** The row with other values of some fields. */
    public T with(T row, Map<String, ? extends @Nullable Object> values) {
        Object[] arguments = components.keySet().stream()
                .map(name -> values.containsKey(name) ? values.get(name) : value(row, name))
                .toArray();
        return make(arguments);
    }

    /** What a caller wants, with what is the desk's own left as it is. */
    T keepAutomatic(T present, T wanted) {
        Object[] arguments = components.keySet().stream()
                .map(name -> value(isAutomatic(name) ? present : wanted, name))
                .toArray();
        return make(arguments);
    }

    private @Nullable Object value(T row, String name) {
        try {
            return Objects.requireNonNull(components.get(name)).getAccessor().invoke(row);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("NullAway") // a component may be null where its record says so
    private T make(@Nullable Object[] arguments) {
        try {
            return BeanUtils.instantiateClass(
                    type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new)),
                    arguments);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
