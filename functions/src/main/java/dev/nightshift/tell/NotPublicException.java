package dev.nightshift.tell;

import java.net.UnknownHostException;

/** A host with an address that is not reached from everywhere. It is not called. */
final class NotPublicException extends UnknownHostException {
    private static final long serialVersionUID = 1;

    NotPublicException(String host) {
        super(host + " has an address that is not public");
    }
}
