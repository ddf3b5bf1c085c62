package io.leadhook.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What processes have used so far, from Linux's {@code /proc}; NaN where there is none.
 *
 * @param cpuSeconds user and system time
 * @param bytesWritten by the disks of the whole machine: what a process is charged with in {@code /proc/PID/io} was seen to
 *     be fifty times too much, since a small write makes a large page dirty
 * @param residentMegabytes now
 * @param peakMegabytes resident at most, since the start of each
 */
record CpuAndDisk(double cpuSeconds, double bytesWritten, double residentMegabytes, double peakMegabytes) {
    private static final double KILOBYTES_PER_MEGABYTE = 1024;
    private static final Path DISKS = Path.of("/proc/diskstats");
    // Fields of its lines: the name, and how many sectors were written. Their size is fixed, whatever the disk's is.
    private static final int NAME = 2;
    private static final int SECTORS_WRITTEN = 9;
    private static final double SECTOR = 512;

    /** Of these processes and all that they have started. */
    static CpuAndDisk of(List<ProcessHandle> roots) {
        if (!Files.exists(DISKS)) {
            return new CpuAndDisk(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        return roots.stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .map(process -> of(process.pid()))
                .reduce(new CpuAndDisk(0, writtenByDisks(), 0, 0), CpuAndDisk::plus);
    }

    private static double writtenByDisks() {
        try {
            return Files.readAllLines(DISKS).stream()
                            .map(line -> line.strip().split(" +", -1))
                            // Whole disks; their partitions would count again.
                            .filter(fields -> Files.exists(Path.of("/sys/block", fields[NAME], "device")))
                            .mapToDouble(fields -> Double.parseDouble(fields[SECTORS_WRITTEN]))
                            .sum()
                    * SECTOR;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + DISKS, e);
        }
    }

    private static CpuAndDisk of(long pid) {
        Path folder = Path.of("/proc", Long.toString(pid));
        try {
            ProcStat stat = ProcStat.in(folder);
            List<String> status = Files.readAllLines(folder.resolve("status"));
            return new CpuAndDisk(
                    stat.cpuSeconds() + stat.cpuSecondsOfChildren(),
                    0,
                    number(status, "VmRSS:") / KILOBYTES_PER_MEGABYTE,
                    number(status, "VmHWM:") / KILOBYTES_PER_MEGABYTE);
        } catch (NoSuchFileException e) {
            return new CpuAndDisk(0, 0, 0, 0); // it has ended in between; its parent has its times
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    private static double number(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line ->
                        Double.parseDouble(line.substring(name.length()).strip().split(" ", -1)[0]))
                .findFirst()
                .orElse(0);
    }

    private CpuAndDisk plus(CpuAndDisk other) {
        return new CpuAndDisk(
                cpuSeconds + other.cpuSeconds,
                bytesWritten + other.bytesWritten,
                residentMegabytes + other.residentMegabytes,
                peakMegabytes + other.peakMegabytes);
    }

    /** The bytes of all files in these folders. */
    static double sizeOf(List<Path> folders) {
        return folders.stream().mapToDouble(CpuAndDisk::sizeOf).sum();
    }

    private static double sizeOf(Path folder) {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot walk " + folder, e);
        }
    }
}
