package dev.nightshift.tell;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.http.conn.DnsResolver;

/**
 * Finds the addresses of hosts that users name, and none that is not public: a call must not come
 * to what only this network, or this machine, can reach, such as the credentials of a function. The
 * connection goes to an address that was looked at here, whatever the name stands for a moment
 * later.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4</a> and <a
 *     href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6 addresses for special
 *     purposes</a>
 */
final class PublicAddresses implements DnsResolver {
    private static final List<Block> NOT_PUBLIC_4 =
            blocks(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3");

    /** Whatever is outside this is special: loopback, local, multicast, IPv4 in disguise. */
    private static final Block GLOBAL_6 = Block.of("2000::/3");

    /** Teredo and 6to4 among them, in which an IPv4 address is hidden. */
    private static final List<Block> NOT_PUBLIC_6 =
            blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private final boolean isLoopbackTaken;

    /**
     * @param isLoopbackTaken whether this computer itself may be called as well
     */
    PublicAddresses(boolean isLoopbackTaken) {
        this.isLoopbackTaken = isLoopbackTaken;
    }

    /** All addresses of a host; one that is not public spoils the others. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (!isPublic(address) && !(isLoopbackTaken && address.isLoopbackAddress())) {
                throw new NotPublicException(host);
            }
        }
        return addresses;
    }

    /** Whether anybody could reach it. An IPv4 address mapped into IPv6 is one of IPv4 to Java. */
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address
                ? NOT_PUBLIC_4.stream().noneMatch(block -> block.contains(bytes))
                : GLOBAL_6.contains(bytes)
                        && NOT_PUBLIC_6.stream().noneMatch(block -> block.contains(bytes));
    }

    private static List<Block> blocks(String... texts) {
        return Stream.of(texts).map(Block::of).toList();
    }

    /** The addresses that begin with the same bits. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(byte[] start, int bits) {
        static Block of(String text) {
            String[] parts = text.split("/", 2);
            return new Block(
                    InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
        }

        boolean contains(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                if (((address[bit / 8] ^ start[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
