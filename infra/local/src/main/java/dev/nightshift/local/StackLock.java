package dev.nightshift.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to run a stack from a folder. It is a lock of the operating system, so a process that
 * died holds none. The locked byte lies far behind the text, the holder's process id, because on
 * some systems what is locked cannot be read.
 */
final class StackLock implements AutoCloseable {
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    /**
     * Folders locked by this process. Looked at first, because to close a second channel on a file
     * gives up the process's lock on it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private StackLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the lock of a folder that exists.
     *
     * @throws StackInUseException if it is taken
     */
    static StackLock take(Path dataDir) throws IOException {
        Path folder = dataDir.toRealPath();
        if (!HELD.add(folder)) {
            throw new StackInUseException(dataDir, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return new StackLock(folder, lockedChannel(dataDir));
        } catch (IOException | RuntimeException e) {
            HELD.remove(folder);
            throw e;
        }
    }

    private static FileChannel lockedChannel(Path dataDir) throws IOException {
        Path file = dataDir.resolve("stack.lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw new StackInUseException(dataDir, Files.readString(file).strip());
            }
            String pid = Long.toString(ProcessHandle.current().pid());
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Gives the lock up. The file stays: to delete it could pull it from under the next holder. */
    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(folder);
    }
}
