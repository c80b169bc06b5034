package dev.nightshift.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a request asks, whoever asks it: the first 128 bits of a SHA-256. Of a billion different
 * requests two share them with a probability of one in 10^21, and half the bytes are half the
 * memory of every look-up.
 *
 * @param high the first 64 bits
 * @param low the others
 */
public record ContentHash(long high, long low) implements Comparable<ContentHash> {
    private static final HexFormat HEX = HexFormat.of();

    /** The hash of texts; where one ends and the next begins counts. */
    public static ContentHash of(String... texts) {
        MessageDigest sha256 = sha256();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            sha256.update(bytes);
        }
        return first(sha256.digest());
    }

    /**
     * The hash that a text of 32 hexadecimal digits names.
     *
     * @throws IllegalArgumentException for another text
     */
    public static ContentHash parse(String hex) {
        return new ContentHash(
                HexFormat.fromHexDigitsToLong(hex, 0, 16),
                HexFormat.fromHexDigitsToLong(hex, 16, 32));
    }

    static ContentHash first(byte[] digest) {
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return new ContentHash(bytes.getLong(), bytes.getLong());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** By their bits as unsigned numbers. */
    @Override
    public int compareTo(ContentHash other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }
}
