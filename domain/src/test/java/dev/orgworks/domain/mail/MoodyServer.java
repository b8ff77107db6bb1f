package dev.orgworks.domain.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A mail server that answers as the recipient's address asks it to: {@code 450@}, {@code 550@}, {@code data554@}, {@code gone@}. */
final class MoodyServer implements AutoCloseable {

    private final ServerSocket server;
    private final List<String> messageIds = new CopyOnWriteArrayList<>();

    MoodyServer() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "moody-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Of all that it got whole, also of what it did not confirm. */
    List<String> messageIds() {
        return List.copyOf(messageIds);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                talk(socket);
            } catch (IOException e) {
                // the next client
            }
        }
    }

    private void talk(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = socket.getOutputStream();
        say(out, "220 moody");
        String mood = "";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("RCPT")) {
                mood = line.replaceAll(".*<([^@>]*).*", "$1");
                say(out, mood.matches("[45]\\d\\d") ? mood + " 5.1.1 I do not feel like " + mood : "250 yes");
            } else if (line.equals("DATA")) {
                say(out, "354 tell me");
                read(in);
                if (mood.equals("gone")) {
                    return;
                }
                say(out, mood.startsWith("data") ? mood.substring(4) + " I do not like it" : "250 thanks");
            } else if (line.startsWith("QUIT")) {
                say(out, "221 bye");
                return;
            } else {
                say(out, "250 yes");
            }
        }
    }

    private void read(BufferedReader in) throws IOException {
        for (String line = next(in); !line.equals("."); line = next(in)) {
            if (line.startsWith("Message-ID: ")) {
                messageIds.add(line.substring("Message-ID: ".length()));
            }
        }
    }

    private static String next(BufferedReader in) throws IOException {
        @Nullable String line = in.readLine();
        if (line == null) {
            throw new IOException("The client is gone");
        }
        return line;
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
