package dev.orgworks.api.http;

/** Nobody signs in with this address and this password; why not is never told. */
public class RefusedSignInException extends RuntimeException {

    public RefusedSignInException() {
        super("The address or the password is wrong");
    }
}
