package dev.nightshift.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The cursors of the API's lists: each says where the next page begins, to nobody but us, and for
 * no other list than the one it was given out with.
 *
 * <p>A cursor is base64url of 12 random bytes and the position under AES-256-GCM, with the list's
 * name as associated data. The key is derived from a secret; with another secret all cursors given
 * out before are void.
 */
@Singleton
public final class Cursors {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int LONGEST = 4_096;

    private final SecureRandom random = new SecureRandom();
    private final Key key;

    /**
     * @throws IllegalStateException if no secret is set
     */
    Cursors(HttpSettings settings) {
        String secret = settings.cursorKey();
        if (secret == null) {
            throw new IllegalStateException("nightshift.http.cursor-key is not set");
        }
        try {
            key =
                    KDF.getInstance("HKDF-SHA256")
                            .deriveKey(
                                    "AES",
                                    HKDFParameterSpec.ofExtract()
                                            .addIKM(secret.getBytes(UTF_8))
                                            .thenExpand("cursors".getBytes(UTF_8), 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A cursor, in letters, digits, hyphens and underscores.
     *
     * @param list what the cursor is good for: the list's path, its filters and, where callers see
     *     different things, the caller
     * @param position where the next page begins, at most some 2 KB
     */
    public String seal(String list, String position) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] text = position.getBytes(UTF_8);
        ByteBuffer sealed = ByteBuffer.allocate(NONCE_BYTES + text.length + TAG_BYTES).put(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, list, nonce);
            sealed.put(cipher.doFinal(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return encoded(sealed.array());
    }

    /**
     * The position that was sealed.
     *
     * @throws ProblemException INVALID_CURSOR, if the cursor was not given out for this list
     */
    public String open(String list, String cursor) {
        byte[] sealed = decoded(cursor);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, list, sealed);
            return new String(
                    cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES), UTF_8);
        } catch (AEADBadTagException e) {
            throw invalid();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Cipher cipher(int mode, String list, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce, 0, NONCE_BYTES));
        cipher.updateAAD(list.getBytes(UTF_8));
        return cipher;
    }

    private static String encoded(byte[] sealed) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    private static byte[] decoded(String cursor) {
        if (cursor.length() > LONGEST) {
            throw invalid();
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(cursor);
            // The decoder passes over stray bits and padding: one cursor, one spelling.
            if (sealed.length >= NONCE_BYTES + TAG_BYTES && encoded(sealed).equals(cursor)) {
                return sealed;
            }
        } catch (IllegalArgumentException e) {
            // Answered below, as any other that is none of ours.
        }
        throw invalid();
    }

    private static ProblemException invalid() {
        return ProblemException.of(
                ProblemType.INVALID_CURSOR,
                "This cursor was not given out for this list; begin again without one.");
    }
}
