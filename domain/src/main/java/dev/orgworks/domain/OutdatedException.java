package dev.orgworks.domain;

/** The caller named a version that no longer holds: somebody changed the thing since he read it. Nothing was changed. */
public class OutdatedException extends RuntimeException {

    /**
     * A version that does not hold.
     *
     * @param what the kind of thing as people call it: {@code organization}
     * @param expected the version that the caller named; empty: none that there could be
     * @param present the version that holds
     */
    public OutdatedException(String what, String expected, String present) {
        super("The " + what + " has the version " + present + (expected.isEmpty() ? "" : " and not " + expected)
                + "; read it again and repeat your change on what you find");
    }
}
