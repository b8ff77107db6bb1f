package dev.orgworks.api.docs;

import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Names schemas after classes; a nested one after both, since two features may each have a {@code Started}. */
class SchemaNames extends TypeNameResolver {

    private final Map<String, Class<?>> given = new ConcurrentHashMap<>();

    @Override
    protected String nameForClass(Class<?> type, Set<Options> options) {
        String own = super.nameForClass(type, options);
        Class<?> around = type.getEnclosingClass();
        if (around == null || !type.getName().startsWith("dev.orgworks.")) {
            return own;
        }
        String outer = around.getSimpleName().replace("Controller", "").replace("Requests", "");
        String name = own.startsWith(outer) ? own : outer + own;
        Class<?> other = given.putIfAbsent(name, type);
        if (other != null && other != type) {
            throw new IllegalStateException("Two schemas would be called " + name + ": " + type + " and " + other);
        }
        return name;
    }
}
