package dev.nightshift.site;

import dev.nightshift.local.template.Template;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/** The template's bucket on a site, empty at first. It goes with the site. */
public final class FreshBucket {
    private FreshBucket() {}

    /** Makes it; a client for what the code under test does not tell. */
    public static S3Client make(Site site, Template template) {
        S3Client s3 = site.s3Client();
        String name = template.bucket().name();
        var creation = CreateBucketRequest.builder().bucket(name);
        if (!site.region().equals(Region.US_EAST_1)) {
            creation.createBucketConfiguration(
                    there -> there.locationConstraint(site.region().id()));
        }
        s3.createBucket(creation.build());
        // Each by itself: what one of them cannot remove keeps nothing else there.
        site.add(() -> s3.deleteBucket(delete -> delete.bucket(name)));
        site.add(() -> removeObjects(s3, name));
        site.add(() -> abortUploads(s3, name));
        return s3;
    }

    private static void abortUploads(S3Client s3, String bucket) {
        s3.listMultipartUploadsPaginator(list -> list.bucket(bucket)).uploads().stream()
                .toList()
                .forEach(
                        upload ->
                                s3.abortMultipartUpload(
                                        abort ->
                                                abort.bucket(bucket)
                                                        .key(upload.key())
                                                        .uploadId(upload.uploadId())));
    }

    private static void removeObjects(S3Client s3, String bucket) {
        s3.listObjectsV2Paginator(list -> list.bucket(bucket)).contents().stream()
                .toList()
                .forEach(
                        object ->
                                s3.deleteObject(delete -> delete.bucket(bucket).key(object.key())));
    }
}
