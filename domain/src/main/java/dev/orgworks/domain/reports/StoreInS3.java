package dev.orgworks.domain.reports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Finished files in a bucket of Amazon S3, or of a server that speaks its language. */
final class StoreInS3 implements ExportStore, AutoCloseable {

    /** Larger files go in parts of this size, or of more if there would be too many (S3 takes 10,000). */
    private static final long PART = 64L << 20;

    private static final int MOST_PARTS = 10_000;

    private final S3Client s3;
    private final S3Settings settings;

    private StoreInS3(S3Client s3, S3Settings settings) {
        this.s3 = s3;
        this.settings = settings;
    }

    /**
     * The bucket, of which the keys let something be seen.
     *
     * @throws IllegalStateException when there is none, or they do not
     */
    static StoreInS3 open(S3Settings settings) {
        if (settings.bucket() == null) {
            throw new IllegalStateException("ORGWORKS_REPORTS_STORAGE is s3, but ORGWORKS_S3_BUCKET names no bucket");
        }
        S3Client s3;
        try {
            s3 = client(settings);
        } catch (SdkException e) {
            throw unusable(settings, e);
        }
        try {
            s3.headBucket(request -> request.bucket(settings.bucket()));
        } catch (SdkException e) {
            s3.close();
            throw unusable(settings, e);
        }
        return new StoreInS3(s3, settings);
    }

    /** Without its cause, for the last cause is the line that the operator reads. */
    private static IllegalStateException unusable(S3Settings settings, SdkException e) {
        return new IllegalStateException(
                "Reports cannot be stored in " + settings.where() + " (ORGWORKS_S3_…): " + why(e));
    }

    private static S3Client client(S3Settings settings) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(10))
                        .socketTimeout(Duration.ofSeconds(60)));
        if (settings.endpoint() != null) {
            // what other servers know too
            builder.endpointOverride(settings.endpoint())
                    .forcePathStyle(true)
                    .region(Region.US_EAST_1)
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        }
        if (settings.region() != null) {
            builder.region(Region.of(settings.region()));
        }
        if (settings.accessKey() != null) {
            builder.credentialsProvider(StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())));
        }
        return builder.build();
    }

    @Override
    public void put(String key, Path file, String mediaType) throws IOException {
        long size = Files.size(file);
        try {
            if (size <= PART) {
                s3.putObject(
                        request ->
                                request.bucket(settings.bucket()).key(at(key)).contentType(mediaType),
                        slice(file, 0, size, mediaType));
            } else {
                putParts(key, file, size, mediaType);
            }
        } catch (SdkException e) {
            throw refused("take " + key, e);
        }
    }

    /** It is there with the last request, and not before. */
    private void putParts(String key, Path file, long size, String mediaType) throws IOException {
        String upload = s3.createMultipartUpload(request ->
                        request.bucket(settings.bucket()).key(at(key)).contentType(mediaType))
                .uploadId();
        try {
            long part = Math.max(PART, (size + MOST_PARTS - 1) / MOST_PARTS);
            List<CompletedPart> parts = new ArrayList<>();
            for (long offset = 0; offset < size; offset += part) {
                int number = parts.size() + 1;
                long length = Math.min(part, size - offset);
                String tag = s3.uploadPart(
                                request -> request.bucket(settings.bucket())
                                        .key(at(key))
                                        .uploadId(upload)
                                        .partNumber(number)
                                        .contentLength(length),
                                slice(file, offset, length, mediaType))
                        .eTag();
                parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
            }
            s3.completeMultipartUpload(request -> request.bucket(settings.bucket())
                    .key(at(key))
                    .uploadId(upload)
                    .multipartUpload(upTo -> upTo.parts(parts)));
        } catch (SdkException | UncheckedIOException e) {
            giveUp(key, upload, e);
            throw e;
        }
    }

    private void giveUp(String key, String upload, RuntimeException reason) {
        try {
            s3.abortMultipartUpload(
                    request -> request.bucket(settings.bucket()).key(at(key)).uploadId(upload));
        } catch (SdkException e) {
            reason.addSuppressed(e);
        }
    }

    /** Some of a file, as often as it is tried. */
    private static RequestBody slice(Path file, long offset, long length, String mediaType) {
        return RequestBody.fromContentProvider(
                () -> {
                    try {
                        return StoreInFolder.part(file, offset, length);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                length,
                mediaType);
    }

    @Override
    public InputStream open(String key, long offset, long length) throws IOException {
        try {
            if (length == 0) {
                s3.headObject(request -> request.bucket(settings.bucket()).key(at(key)));
                return InputStream.nullInputStream();
            }
            return new Rest(
                    s3.getObject(request -> request.bucket(settings.bucket())
                            .key(at(key))
                            .range("bytes=" + offset + "-" + (offset + length - 1))),
                    length);
        } catch (NoSuchKeyException e) {
            throw new NoSuchFileException(key);
        } catch (SdkException e) {
            throw refused("give " + key, e);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        try {
            s3.deleteObject(request -> request.bucket(settings.bucket()).key(at(key)));
        } catch (SdkException e) {
            throw refused("delete " + key, e);
        }
    }

    @Override
    public List<Listed> list(@Nullable String after, int limit) throws IOException {
        try {
            return s3
                    .listObjectsV2(request -> request.bucket(settings.bucket())
                            .prefix(settings.prefix())
                            .startAfter(after == null ? null : at(after))
                            .maxKeys(Math.min(limit, 1000)))
                    .contents()
                    .stream()
                    .map(found ->
                            new Listed(found.key().substring(settings.prefix().length()), found.lastModified()))
                    .toList();
        } catch (SdkException e) {
            throw refused("list its files", e);
        }
    }

    @Override
    public void close() {
        s3.close();
    }

    private String at(String key) {
        return settings.prefix() + key;
    }

    private IOException refused(String what, SdkException e) {
        return new IOException(settings.where() + " does not " + what + ": " + why(e), e);
    }

    private static String why(SdkException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        return message.lines().findFirst().orElse("");
    }

    /** Lets go of the connection when somebody does not want the rest, instead of reading it. */
    private static final class Rest extends FilterInputStream {

        private final ResponseInputStream<GetObjectResponse> response;
        private long left;

        Rest(ResponseInputStream<GetObjectResponse> response, long length) {
            super(response);
            this.response = response;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            left -= read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            left -= Math.max(0, read);
            return read;
        }

        @Override
        public void close() throws IOException {
            if (left > 0) {
                response.abort();
            } else {
                response.close();
            }
        }
    }
}
