package io.leadhook.receive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Sends bytes as they are, for requests that no HTTP client would send, and reads one answer. */
final class RawHttp {
    private RawHttp() {}

    /** What came back; status 0 if the connection was closed without an answer. */
    record Answer(int status, String head, String body) {
        boolean has(String text) {
            return (head + body).toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
        }
    }

    static Answer send(int port, byte[]... parts) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            try {
                for (byte[] part : parts) {
                    out.write(part);
                    out.flush();
                }
            } catch (IOException refusedEarly) {
                // The answer may be there all the same.
            }
            return read(socket.getInputStream());
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Answer read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        try {
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return new Answer(0, head.toString(StandardCharsets.ISO_8859_1), "");
                }
                head.write(next);
            }
        } catch (SocketTimeoutException e) {
            return new Answer(-1, head.toString(StandardCharsets.ISO_8859_1), "");
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int status = Integer.parseInt(text.split(" ", 3)[1].strip());
        if (status == 100) {
            return read(in);
        }
        return new Answer(status, text, new String(in.readNBytes(length(text)), StandardCharsets.UTF_8));
    }

    private static int length(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(
                        line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElse(0);
    }
}
