package dev.nightshift.storage;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The bucket of files. Everything large goes through it as a stream; an object appears whole or not
 * at all.
 */
@Singleton
public final class Bucket {
    private final S3Client s3;
    private final String name;

    public Bucket(S3Client s3, StorageSettings settings) {
        this.s3 = s3;
        this.name = settings.bucket();
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /**
     * An object's bytes; the caller closes the stream.
     *
     * @throws NoSuchKeyException when there is none under {@code key}
     */
    public InputStream open(String key) {
        return s3.getObject(get -> get.bucket(name).key(key));
    }

    /**
     * Some of an object's bytes; the caller closes the stream.
     *
     * @param from the first byte, from 0
     * @param to the byte after the last, beyond {@code from}
     * @throws NoSuchKeyException when there is none under {@code key}
     */
    public InputStream open(String key, long from, long to) {
        return s3.getObject(
                get -> get.bucket(name).key(key).range("bytes=" + from + "-" + (to - 1)));
    }

    /** An object's size in bytes; empty when there is no such object. */
    public OptionalLong size(String key) {
        try {
            return OptionalLong.of(
                    s3.headObject(head -> head.bucket(name).key(key)).contentLength());
        } catch (NoSuchKeyException absent) {
            return OptionalLong.empty();
        }
    }

    /**
     * What an object's content is known by.
     *
     * @throws NoSuchKeyException when there is none under {@code key}
     */
    public String eTag(String key) {
        return s3.headObject(head -> head.bucket(name).key(key)).eTag();
    }

    /** Removes an object; without effect when there is none. */
    public void delete(String key) {
        s3.deleteObject(delete -> delete.bucket(name).key(key));
    }

    /** Removes every object whose key begins with a prefix. */
    public void deleteAll(String prefix) {
        for (ListObjectsV2Response page :
                s3.listObjectsV2Paginator(list -> list.bucket(name).prefix(prefix))) {
            for (S3Object object : page.contents()) {
                delete(object.key());
            }
        }
    }

    /**
     * The keys that begin with a prefix, in order, so many at most.
     *
     * @param after only keys beyond this one
     */
    public List<String> keys(String prefix, String after, int limit) {
        return s3
                .listObjectsV2(
                        list -> list.bucket(name).prefix(prefix).startAfter(after).maxKeys(limit))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    /** Writes a small object at once. */
    public void put(String key, byte[] content) {
        s3.putObject(put -> put.bucket(name).key(key), RequestBody.fromBytes(content));
    }

    /** Begins an object of unknown size, which appears when it is committed. */
    public ObjectUpload create(String key) {
        return new ObjectUpload(s3, name, key);
    }

    /** Writes an object from a file of any size. */
    public void upload(String key, Path file) throws IOException {
        try (var in = Files.newInputStream(file);
                ObjectUpload upload = create(key)) {
            in.transferTo(upload);
            upload.commit();
        }
    }

    /**
     * Joins objects into one, in order. What is large enough is copied inside S3 and never passes
     * through here.
     */
    public void join(List<String> parts, String target) throws IOException {
        try (ObjectUpload upload = create(target)) {
            for (String part : parts) {
                upload.append(part, size(part).orElseThrow(() -> missing(part)));
            }
            upload.commit();
        }
    }

    private static IllegalStateException missing(String part) {
        return new IllegalStateException("there is no object " + part + " to join");
    }
}
