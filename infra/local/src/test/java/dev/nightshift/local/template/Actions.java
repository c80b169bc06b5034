package dev.nightshift.local.template;

import java.util.Locale;
import java.util.Set;

/** What a role must be allowed for an operation of AWS's SDK. */
final class Actions {
    private Actions() {}

    /**
     * The actions, as {@code s3:GetObject}; empty for what calls nothing.
     *
     * @param service such as {@code s3}
     * @param operation the method of the service's client, or of what signs addresses for it
     */
    static Set<String> of(String service, String operation) {
        String bare = operation.replaceFirst("^presign", "").replaceFirst("Paginator$", "");
        String name = bare.substring(0, 1).toUpperCase(Locale.ROOT) + bare.substring(1);
        return switch (name) {
            case "Builder", "Close" -> Set.of();
            // Who may not list a bucket is told 403 of what is not there.
            case "GetObject", "HeadObject" -> Set.of("s3:GetObject", "s3:ListBucket");
            case "ListObjectsV2" -> Set.of("s3:ListBucket");
            case "PutObject", "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload" ->
                    Set.of("s3:PutObject");
            case "UploadPartCopy", "CopyObject" -> Set.of("s3:GetObject", "s3:PutObject");
            case "DeleteObject", "DeleteObjects" -> Set.of("s3:DeleteObject");
            // By what is in it.
            case "TransactWriteItems" -> Set.of();
            case "Invoke" -> Set.of("lambda:InvokeFunction");
            default -> Set.of(service + ":" + name);
        };
    }
}
