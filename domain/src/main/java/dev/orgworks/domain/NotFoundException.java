package dev.orgworks.domain;

/** There is no such thing, or none that the caller may know of: the two are never told apart. */
public class NotFoundException extends RuntimeException {

    private final String what;
    private final String id;

    /**
     * @param what the kind of thing as people call it: {@code Organization}
     * @param id the id that was asked for
     */
    public NotFoundException(String what, Object id) {
        super(what + " not found with id " + id);
        this.what = what;
        this.id = id.toString();
    }

    public String what() {
        return what;
    }

    public String id() {
        return id;
    }
}
