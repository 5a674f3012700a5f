import * as $protobuf from "./protobuf.js";

/** Namespace wandb_internal. */
export namespace wandb_internal {

    /**
     * Properties of a Timestamp.
     * @deprecated Use wandb_internal.Timestamp.$Properties instead.
     */
    interface ITimestamp extends wandb_internal.Timestamp.$Properties {
    }

    /** Represents a Timestamp. */
    class Timestamp {

        /**
         * Constructs a new Timestamp.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.Timestamp.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Timestamp seconds. */
        seconds: number;

        /** Timestamp nanos. */
        nanos: number;

        /**
         * Encodes the specified Timestamp message. Does not implicitly {@link wandb_internal.Timestamp.verify|verify} messages.
         * @param message Timestamp message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.Timestamp.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Timestamp message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.Timestamp & wandb_internal.Timestamp.$Shape} Timestamp
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.Timestamp & wandb_internal.Timestamp.$Shape;
    }

    namespace Timestamp {

        /** Properties of a Timestamp. */
        interface $Properties {

            /** Timestamp seconds */
            seconds?: (number|null);

            /** Timestamp nanos */
            nanos?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Timestamp. */
        type $Shape = wandb_internal.Timestamp.$Properties;
    }

    /**
     * Properties of a Request.
     * @deprecated Use wandb_internal.Request.$Properties instead.
     */
    interface IRequest extends wandb_internal.Request.$Properties {
    }

    /** Represents a Request. */
    class Request {

        /**
         * Constructs a new Request.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.Request.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Encodes the specified Request message. Does not implicitly {@link wandb_internal.Request.verify|verify} messages.
         * @param message Request message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.Request.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Request message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.Request & wandb_internal.Request.$Shape} Request
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.Request & wandb_internal.Request.$Shape;
    }

    namespace Request {

        /** Properties of a Request. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Request. */
        type $Shape = wandb_internal.Request.$Properties;
    }

    /**
     * Properties of an Empty.
     * @deprecated Use wandb_internal.Empty.$Properties instead.
     */
    interface IEmpty extends wandb_internal.Empty.$Properties {
    }

    /** Represents an Empty. */
    class Empty {

        /**
         * Constructs a new Empty.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.Empty.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Encodes the specified Empty message. Does not implicitly {@link wandb_internal.Empty.verify|verify} messages.
         * @param message Empty message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.Empty.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Empty message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.Empty & wandb_internal.Empty.$Shape} Empty
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.Empty & wandb_internal.Empty.$Shape;
    }

    namespace Empty {

        /** Properties of an Empty. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Empty. */
        type $Shape = wandb_internal.Empty.$Properties;
    }

    /**
     * Properties of a Record.
     * @deprecated Use wandb_internal.Record.$Properties instead.
     */
    interface IRecord extends wandb_internal.Record.$Properties {
    }

    /** Represents a Record. */
    class Record {

        /**
         * Constructs a new Record.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.Record.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Record num. */
        num: number;

        /** Record control. */
        control?: (wandb_internal.Control.$Properties|null);

        /** Record uuid. */
        uuid: string;

        /** Record _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /** Record history. */
        history?: (wandb_internal.HistoryRecord.$Properties|null);

        /** Record summary. */
        summary?: (wandb_internal.SummaryRecord.$Properties|null);

        /** Record output. */
        output?: (wandb_internal.OutputRecord.$Properties|null);

        /** Record config. */
        config?: (wandb_internal.ConfigRecord.$Properties|null);

        /** Record files. */
        files?: (wandb_internal.FilesRecord.$Properties|null);

        /** Record stats. */
        stats?: (wandb_internal.StatsRecord.$Properties|null);

        /** Record artifact. */
        artifact?: (wandb_internal.ArtifactRecord.$Properties|null);

        /** Record tbrecord. */
        tbrecord?: (wandb_internal.TBRecord.$Properties|null);

        /** Record alert. */
        alert?: (wandb_internal.AlertRecord.$Properties|null);

        /** Record telemetry. */
        telemetry?: (wandb_internal.TelemetryRecord.$Properties|null);

        /** Record metric. */
        metric?: (wandb_internal.MetricRecord.$Properties|null);

        /** Record outputRaw. */
        outputRaw?: (wandb_internal.OutputRawRecord.$Properties|null);

        /** Record run. */
        run?: (wandb_internal.RunRecord.$Properties|null);

        /** Record exit. */
        exit?: (wandb_internal.RunExitRecord.$Properties|null);

        /** Record final. */
        final?: (wandb_internal.FinalRecord.$Properties|null);

        /** Record header. */
        header?: (wandb_internal.HeaderRecord.$Properties|null);

        /** Record footer. */
        footer?: (wandb_internal.FooterRecord.$Properties|null);

        /** Record preempting. */
        preempting?: (wandb_internal.RunPreemptingRecord.$Properties|null);

        /** Record noopLinkArtifact. */
        noopLinkArtifact?: (wandb_internal.Empty.$Properties|null);

        /** Record useArtifact. */
        useArtifact?: (wandb_internal.UseArtifactRecord.$Properties|null);

        /** Record environment. */
        environment?: (wandb_internal.EnvironmentRecord.$Properties|null);

        /** Record outputLogger. */
        outputLogger?: (wandb_internal.OutputLoggerRecord.$Properties|null);

        /** Record request. */
        request?: (wandb_internal.Request.$Properties|null);

        /** Record recordType. */
        recordType?: ("history"|"summary"|"output"|"config"|"files"|"stats"|"artifact"|"tbrecord"|"alert"|"telemetry"|"metric"|"outputRaw"|"run"|"exit"|"final"|"header"|"footer"|"preempting"|"noopLinkArtifact"|"useArtifact"|"environment"|"outputLogger"|"request");

        /**
         * Encodes the specified Record message. Does not implicitly {@link wandb_internal.Record.verify|verify} messages.
         * @param message Record message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.Record.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Record message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.Record & wandb_internal.Record.$Shape} Record
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.Record & wandb_internal.Record.$Shape;
    }

    namespace Record {

        /** Properties of a Record. */
        interface $Properties {

            /** Record num */
            num?: (number|null);

            /** Record control */
            control?: (wandb_internal.Control.$Properties|null);

            /** Record uuid */
            uuid?: (string|null);

            /** Record _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** Record history */
            history?: (wandb_internal.HistoryRecord.$Properties|null);

            /** Record summary */
            summary?: (wandb_internal.SummaryRecord.$Properties|null);

            /** Record output */
            output?: (wandb_internal.OutputRecord.$Properties|null);

            /** Record config */
            config?: (wandb_internal.ConfigRecord.$Properties|null);

            /** Record files */
            files?: (wandb_internal.FilesRecord.$Properties|null);

            /** Record stats */
            stats?: (wandb_internal.StatsRecord.$Properties|null);

            /** Record artifact */
            artifact?: (wandb_internal.ArtifactRecord.$Properties|null);

            /** Record tbrecord */
            tbrecord?: (wandb_internal.TBRecord.$Properties|null);

            /** Record alert */
            alert?: (wandb_internal.AlertRecord.$Properties|null);

            /** Record telemetry */
            telemetry?: (wandb_internal.TelemetryRecord.$Properties|null);

            /** Record metric */
            metric?: (wandb_internal.MetricRecord.$Properties|null);

            /** Record outputRaw */
            outputRaw?: (wandb_internal.OutputRawRecord.$Properties|null);

            /** Record run */
            run?: (wandb_internal.RunRecord.$Properties|null);

            /** Record exit */
            exit?: (wandb_internal.RunExitRecord.$Properties|null);

            /** Record final */
            final?: (wandb_internal.FinalRecord.$Properties|null);

            /** Record header */
            header?: (wandb_internal.HeaderRecord.$Properties|null);

            /** Record footer */
            footer?: (wandb_internal.FooterRecord.$Properties|null);

            /** Record preempting */
            preempting?: (wandb_internal.RunPreemptingRecord.$Properties|null);

            /** Record noopLinkArtifact */
            noopLinkArtifact?: (wandb_internal.Empty.$Properties|null);

            /** Record useArtifact */
            useArtifact?: (wandb_internal.UseArtifactRecord.$Properties|null);

            /** Record environment */
            environment?: (wandb_internal.EnvironmentRecord.$Properties|null);

            /** Record outputLogger */
            outputLogger?: (wandb_internal.OutputLoggerRecord.$Properties|null);

            /** Record request */
            request?: (wandb_internal.Request.$Properties|null);

            /** Record recordType */
            recordType?: ("history"|"summary"|"output"|"config"|"files"|"stats"|"artifact"|"tbrecord"|"alert"|"telemetry"|"metric"|"outputRaw"|"run"|"exit"|"final"|"header"|"footer"|"preempting"|"noopLinkArtifact"|"useArtifact"|"environment"|"outputLogger"|"request");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a Record. */
        type $Shape = {
          num?: number|null;
          control?: wandb_internal.Control.$Shape|null;
          uuid?: string|null;
          _info?: wandb_internal._RecordInfo.$Shape|null;
          history?: wandb_internal.HistoryRecord.$Shape|null;
          summary?: wandb_internal.SummaryRecord.$Shape|null;
          output?: wandb_internal.OutputRecord.$Shape|null;
          config?: wandb_internal.ConfigRecord.$Shape|null;
          files?: wandb_internal.FilesRecord.$Shape|null;
          stats?: wandb_internal.StatsRecord.$Shape|null;
          artifact?: wandb_internal.ArtifactRecord.$Shape|null;
          tbrecord?: wandb_internal.TBRecord.$Shape|null;
          alert?: wandb_internal.AlertRecord.$Shape|null;
          telemetry?: wandb_internal.TelemetryRecord.$Shape|null;
          metric?: wandb_internal.MetricRecord.$Shape|null;
          outputRaw?: wandb_internal.OutputRawRecord.$Shape|null;
          run?: wandb_internal.RunRecord.$Shape|null;
          exit?: wandb_internal.RunExitRecord.$Shape|null;
          final?: wandb_internal.FinalRecord.$Shape|null;
          header?: wandb_internal.HeaderRecord.$Shape|null;
          footer?: wandb_internal.FooterRecord.$Shape|null;
          preempting?: wandb_internal.RunPreemptingRecord.$Shape|null;
          noopLinkArtifact?: wandb_internal.Empty.$Shape|null;
          useArtifact?: wandb_internal.UseArtifactRecord.$Shape|null;
          environment?: wandb_internal.EnvironmentRecord.$Shape|null;
          outputLogger?: wandb_internal.OutputLoggerRecord.$Shape|null;
          request?: wandb_internal.Request.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ recordType?: undefined; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "history"; history: wandb_internal.HistoryRecord.$Shape; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "summary"; history?: null; summary: wandb_internal.SummaryRecord.$Shape; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "output"; history?: null; summary?: null; output: wandb_internal.OutputRecord.$Shape; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "config"; history?: null; summary?: null; output?: null; config: wandb_internal.ConfigRecord.$Shape; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "files"; history?: null; summary?: null; output?: null; config?: null; files: wandb_internal.FilesRecord.$Shape; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "stats"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats: wandb_internal.StatsRecord.$Shape; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "artifact"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact: wandb_internal.ArtifactRecord.$Shape; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "tbrecord"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord: wandb_internal.TBRecord.$Shape; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "alert"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert: wandb_internal.AlertRecord.$Shape; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "telemetry"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry: wandb_internal.TelemetryRecord.$Shape; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "metric"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric: wandb_internal.MetricRecord.$Shape; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "outputRaw"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw: wandb_internal.OutputRawRecord.$Shape; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "run"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run: wandb_internal.RunRecord.$Shape; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "exit"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit: wandb_internal.RunExitRecord.$Shape; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "final"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final: wandb_internal.FinalRecord.$Shape; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "header"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header: wandb_internal.HeaderRecord.$Shape; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "footer"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer: wandb_internal.FooterRecord.$Shape; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "preempting"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting: wandb_internal.RunPreemptingRecord.$Shape; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "noopLinkArtifact"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact: wandb_internal.Empty.$Shape; useArtifact?: null; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "useArtifact"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact: wandb_internal.UseArtifactRecord.$Shape; environment?: null; outputLogger?: null; request?: null }|{ recordType?: "environment"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment: wandb_internal.EnvironmentRecord.$Shape; outputLogger?: null; request?: null }|{ recordType?: "outputLogger"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger: wandb_internal.OutputLoggerRecord.$Shape; request?: null }|{ recordType?: "request"; history?: null; summary?: null; output?: null; config?: null; files?: null; stats?: null; artifact?: null; tbrecord?: null; alert?: null; telemetry?: null; metric?: null; outputRaw?: null; run?: null; exit?: null; final?: null; header?: null; footer?: null; preempting?: null; noopLinkArtifact?: null; useArtifact?: null; environment?: null; outputLogger?: null; request: wandb_internal.Request.$Shape })
        );
    }

    /**
     * Properties of a Control.
     * @deprecated Use wandb_internal.Control.$Properties instead.
     */
    interface IControl extends wandb_internal.Control.$Properties {
    }

    /** Represents a Control. */
    class Control {

        /**
         * Constructs a new Control.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.Control.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Control reqResp. */
        reqResp: boolean;

        /** Control local. */
        local: boolean;

        /** Control relayId. */
        relayId: string;

        /** Control mailboxSlot. */
        mailboxSlot: string;

        /** Control alwaysSend. */
        alwaysSend: boolean;

        /** Control flowControl. */
        flowControl: boolean;

        /** Control endOffset. */
        endOffset: number;

        /** Control connectionId. */
        connectionId: string;

        /**
         * Encodes the specified Control message. Does not implicitly {@link wandb_internal.Control.verify|verify} messages.
         * @param message Control message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.Control.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Control message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.Control & wandb_internal.Control.$Shape} Control
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.Control & wandb_internal.Control.$Shape;
    }

    namespace Control {

        /** Properties of a Control. */
        interface $Properties {

            /** Control reqResp */
            reqResp?: (boolean|null);

            /** Control local */
            local?: (boolean|null);

            /** Control relayId */
            relayId?: (string|null);

            /** Control mailboxSlot */
            mailboxSlot?: (string|null);

            /** Control alwaysSend */
            alwaysSend?: (boolean|null);

            /** Control flowControl */
            flowControl?: (boolean|null);

            /** Control endOffset */
            endOffset?: (number|null);

            /** Control connectionId */
            connectionId?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Control. */
        type $Shape = wandb_internal.Control.$Properties;
    }

    /**
     * Properties of a _RecordInfo.
     * @deprecated Use wandb_internal._RecordInfo.$Properties instead.
     */
    interface I_RecordInfo extends wandb_internal._RecordInfo.$Properties {
    }

    /** Represents a _RecordInfo. */
    class _RecordInfo {

        /**
         * Constructs a new _RecordInfo.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal._RecordInfo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** _RecordInfo streamId. */
        streamId: string;

        /** _RecordInfo _tracelogId. */
        _tracelogId: string;

        /**
         * Encodes the specified _RecordInfo message. Does not implicitly {@link wandb_internal._RecordInfo.verify|verify} messages.
         * @param message _RecordInfo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal._RecordInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a _RecordInfo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal._RecordInfo & wandb_internal._RecordInfo.$Shape} _RecordInfo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal._RecordInfo & wandb_internal._RecordInfo.$Shape;
    }

    namespace _RecordInfo {

        /** Properties of a _RecordInfo. */
        interface $Properties {

            /** _RecordInfo streamId */
            streamId?: (string|null);

            /** _RecordInfo _tracelogId */
            _tracelogId?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a _RecordInfo. */
        type $Shape = wandb_internal._RecordInfo.$Properties;
    }

    /**
     * Properties of a HeaderRecord.
     * @deprecated Use wandb_internal.HeaderRecord.$Properties instead.
     */
    interface IHeaderRecord extends wandb_internal.HeaderRecord.$Properties {
    }

    /** Represents a HeaderRecord. */
    class HeaderRecord {

        /**
         * Constructs a new HeaderRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.HeaderRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** HeaderRecord versionInfo. */
        versionInfo?: (wandb_internal.VersionInfo.$Properties|null);

        /** HeaderRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /**
         * Encodes the specified HeaderRecord message. Does not implicitly {@link wandb_internal.HeaderRecord.verify|verify} messages.
         * @param message HeaderRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.HeaderRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a HeaderRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.HeaderRecord & wandb_internal.HeaderRecord.$Shape} HeaderRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.HeaderRecord & wandb_internal.HeaderRecord.$Shape;
    }

    namespace HeaderRecord {

        /** Properties of a HeaderRecord. */
        interface $Properties {

            /** HeaderRecord versionInfo */
            versionInfo?: (wandb_internal.VersionInfo.$Properties|null);

            /** HeaderRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a HeaderRecord. */
        type $Shape = wandb_internal.HeaderRecord.$Properties;
    }

    /**
     * Properties of a VersionInfo.
     * @deprecated Use wandb_internal.VersionInfo.$Properties instead.
     */
    interface IVersionInfo extends wandb_internal.VersionInfo.$Properties {
    }

    /** Represents a VersionInfo. */
    class VersionInfo {

        /**
         * Constructs a new VersionInfo.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.VersionInfo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VersionInfo producer. */
        producer: string;

        /** VersionInfo minConsumer. */
        minConsumer: string;

        /** VersionInfo _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /**
         * Encodes the specified VersionInfo message. Does not implicitly {@link wandb_internal.VersionInfo.verify|verify} messages.
         * @param message VersionInfo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.VersionInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VersionInfo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.VersionInfo & wandb_internal.VersionInfo.$Shape} VersionInfo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.VersionInfo & wandb_internal.VersionInfo.$Shape;
    }

    namespace VersionInfo {

        /** Properties of a VersionInfo. */
        interface $Properties {

            /** VersionInfo producer */
            producer?: (string|null);

            /** VersionInfo minConsumer */
            minConsumer?: (string|null);

            /** VersionInfo _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VersionInfo. */
        type $Shape = wandb_internal.VersionInfo.$Properties;
    }

    /**
     * Properties of a RunRecord.
     * @deprecated Use wandb_internal.RunRecord.$Properties instead.
     */
    interface IRunRecord extends wandb_internal.RunRecord.$Properties {
    }

    /** Represents a RunRecord. */
    class RunRecord {

        /**
         * Constructs a new RunRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.RunRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RunRecord runId. */
        runId: string;

        /** RunRecord entity. */
        entity: string;

        /** RunRecord project. */
        project: string;

        /** RunRecord config. */
        config?: (wandb_internal.ConfigRecord.$Properties|null);

        /** RunRecord summary. */
        summary?: (wandb_internal.SummaryRecord.$Properties|null);

        /** RunRecord runGroup. */
        runGroup: string;

        /** RunRecord jobType. */
        jobType: string;

        /** RunRecord displayName. */
        displayName: string;

        /** RunRecord notes. */
        notes: string;

        /** RunRecord tags. */
        tags: string[];

        /** RunRecord settings. */
        settings?: (wandb_internal.SettingsRecord.$Properties|null);

        /** RunRecord sweepId. */
        sweepId: string;

        /** RunRecord host. */
        host: string;

        /** RunRecord startingStep. */
        startingStep: number;

        /** RunRecord storageId. */
        storageId: string;

        /** RunRecord startTime. */
        startTime?: (wandb_internal.Timestamp.$Properties|null);

        /** RunRecord resumed. */
        resumed: boolean;

        /** RunRecord telemetry. */
        telemetry?: (wandb_internal.TelemetryRecord.$Properties|null);

        /** RunRecord runtime. */
        runtime: number;

        /** RunRecord git. */
        git?: (wandb_internal.GitRepoRecord.$Properties|null);

        /** RunRecord forked. */
        forked: boolean;

        /** RunRecord branchPoint. */
        branchPoint?: (wandb_internal.BranchPoint.$Properties|null);

        /** RunRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /** RunRecord resume. */
        resume: boolean;

        /** RunRecord kymoWriter. */
        kymoWriter: string;

        /** RunRecord kymoShared. */
        kymoShared: boolean;

        /**
         * Encodes the specified RunRecord message. Does not implicitly {@link wandb_internal.RunRecord.verify|verify} messages.
         * @param message RunRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.RunRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RunRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.RunRecord & wandb_internal.RunRecord.$Shape} RunRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.RunRecord & wandb_internal.RunRecord.$Shape;
    }

    namespace RunRecord {

        /** Properties of a RunRecord. */
        interface $Properties {

            /** RunRecord runId */
            runId?: (string|null);

            /** RunRecord entity */
            entity?: (string|null);

            /** RunRecord project */
            project?: (string|null);

            /** RunRecord config */
            config?: (wandb_internal.ConfigRecord.$Properties|null);

            /** RunRecord summary */
            summary?: (wandb_internal.SummaryRecord.$Properties|null);

            /** RunRecord runGroup */
            runGroup?: (string|null);

            /** RunRecord jobType */
            jobType?: (string|null);

            /** RunRecord displayName */
            displayName?: (string|null);

            /** RunRecord notes */
            notes?: (string|null);

            /** RunRecord tags */
            tags?: (string[]|null);

            /** RunRecord settings */
            settings?: (wandb_internal.SettingsRecord.$Properties|null);

            /** RunRecord sweepId */
            sweepId?: (string|null);

            /** RunRecord host */
            host?: (string|null);

            /** RunRecord startingStep */
            startingStep?: (number|null);

            /** RunRecord storageId */
            storageId?: (string|null);

            /** RunRecord startTime */
            startTime?: (wandb_internal.Timestamp.$Properties|null);

            /** RunRecord resumed */
            resumed?: (boolean|null);

            /** RunRecord telemetry */
            telemetry?: (wandb_internal.TelemetryRecord.$Properties|null);

            /** RunRecord runtime */
            runtime?: (number|null);

            /** RunRecord git */
            git?: (wandb_internal.GitRepoRecord.$Properties|null);

            /** RunRecord forked */
            forked?: (boolean|null);

            /** RunRecord branchPoint */
            branchPoint?: (wandb_internal.BranchPoint.$Properties|null);

            /** RunRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** RunRecord resume */
            resume?: (boolean|null);

            /** RunRecord kymoWriter */
            kymoWriter?: (string|null);

            /** RunRecord kymoShared */
            kymoShared?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RunRecord. */
        type $Shape = wandb_internal.RunRecord.$Properties;
    }

    /**
     * Properties of a BranchPoint.
     * @deprecated Use wandb_internal.BranchPoint.$Properties instead.
     */
    interface IBranchPoint extends wandb_internal.BranchPoint.$Properties {
    }

    /** Represents a BranchPoint. */
    class BranchPoint {

        /**
         * Constructs a new BranchPoint.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.BranchPoint.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BranchPoint run. */
        run: string;

        /** BranchPoint value. */
        value: number;

        /** BranchPoint metric. */
        metric: string;

        /**
         * Encodes the specified BranchPoint message. Does not implicitly {@link wandb_internal.BranchPoint.verify|verify} messages.
         * @param message BranchPoint message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.BranchPoint.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BranchPoint message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.BranchPoint & wandb_internal.BranchPoint.$Shape} BranchPoint
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.BranchPoint & wandb_internal.BranchPoint.$Shape;
    }

    namespace BranchPoint {

        /** Properties of a BranchPoint. */
        interface $Properties {

            /** BranchPoint run */
            run?: (string|null);

            /** BranchPoint value */
            value?: (number|null);

            /** BranchPoint metric */
            metric?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BranchPoint. */
        type $Shape = wandb_internal.BranchPoint.$Properties;
    }

    /**
     * Properties of a GitRepoRecord.
     * @deprecated Use wandb_internal.GitRepoRecord.$Properties instead.
     */
    interface IGitRepoRecord extends wandb_internal.GitRepoRecord.$Properties {
    }

    /** Represents a GitRepoRecord. */
    class GitRepoRecord {

        /**
         * Constructs a new GitRepoRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.GitRepoRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** GitRepoRecord remoteUrl. */
        remoteUrl: string;

        /** GitRepoRecord commit. */
        commit: string;

        /** GitRepoRecord kymoBranch. */
        kymoBranch: string;

        /** GitRepoRecord kymoDirty. */
        kymoDirty: boolean;

        /**
         * Encodes the specified GitRepoRecord message. Does not implicitly {@link wandb_internal.GitRepoRecord.verify|verify} messages.
         * @param message GitRepoRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.GitRepoRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a GitRepoRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.GitRepoRecord & wandb_internal.GitRepoRecord.$Shape} GitRepoRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.GitRepoRecord & wandb_internal.GitRepoRecord.$Shape;
    }

    namespace GitRepoRecord {

        /** Properties of a GitRepoRecord. */
        interface $Properties {

            /** GitRepoRecord remoteUrl */
            remoteUrl?: (string|null);

            /** GitRepoRecord commit */
            commit?: (string|null);

            /** GitRepoRecord kymoBranch */
            kymoBranch?: (string|null);

            /** GitRepoRecord kymoDirty */
            kymoDirty?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a GitRepoRecord. */
        type $Shape = wandb_internal.GitRepoRecord.$Properties;
    }

    /**
     * Properties of a SettingsRecord.
     * @deprecated Use wandb_internal.SettingsRecord.$Properties instead.
     */
    interface ISettingsRecord extends wandb_internal.SettingsRecord.$Properties {
    }

    /** Represents a SettingsRecord. */
    class SettingsRecord {

        /**
         * Constructs a new SettingsRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.SettingsRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SettingsRecord item. */
        item: wandb_internal.SettingsItem.$Properties[];

        /** SettingsRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /**
         * Encodes the specified SettingsRecord message. Does not implicitly {@link wandb_internal.SettingsRecord.verify|verify} messages.
         * @param message SettingsRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.SettingsRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SettingsRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.SettingsRecord & wandb_internal.SettingsRecord.$Shape} SettingsRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.SettingsRecord & wandb_internal.SettingsRecord.$Shape;
    }

    namespace SettingsRecord {

        /** Properties of a SettingsRecord. */
        interface $Properties {

            /** SettingsRecord item */
            item?: (wandb_internal.SettingsItem.$Properties[]|null);

            /** SettingsRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SettingsRecord. */
        type $Shape = wandb_internal.SettingsRecord.$Properties;
    }

    /**
     * Properties of a SettingsItem.
     * @deprecated Use wandb_internal.SettingsItem.$Properties instead.
     */
    interface ISettingsItem extends wandb_internal.SettingsItem.$Properties {
    }

    /** Represents a SettingsItem. */
    class SettingsItem {

        /**
         * Constructs a new SettingsItem.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.SettingsItem.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SettingsItem key. */
        key: string;

        /** SettingsItem valueJson. */
        valueJson: string;

        /**
         * Encodes the specified SettingsItem message. Does not implicitly {@link wandb_internal.SettingsItem.verify|verify} messages.
         * @param message SettingsItem message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.SettingsItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SettingsItem message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.SettingsItem & wandb_internal.SettingsItem.$Shape} SettingsItem
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.SettingsItem & wandb_internal.SettingsItem.$Shape;
    }

    namespace SettingsItem {

        /** Properties of a SettingsItem. */
        interface $Properties {

            /** SettingsItem key */
            key?: (string|null);

            /** SettingsItem valueJson */
            valueJson?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SettingsItem. */
        type $Shape = wandb_internal.SettingsItem.$Properties;
    }

    /**
     * Properties of a HistoryRecord.
     * @deprecated Use wandb_internal.HistoryRecord.$Properties instead.
     */
    interface IHistoryRecord extends wandb_internal.HistoryRecord.$Properties {
    }

    /** Represents a HistoryRecord. */
    class HistoryRecord {

        /**
         * Constructs a new HistoryRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.HistoryRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** HistoryRecord item. */
        item: wandb_internal.HistoryItem.$Properties[];

        /** HistoryRecord step. */
        step?: (wandb_internal.HistoryStep.$Properties|null);

        /** HistoryRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /**
         * Encodes the specified HistoryRecord message. Does not implicitly {@link wandb_internal.HistoryRecord.verify|verify} messages.
         * @param message HistoryRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.HistoryRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a HistoryRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.HistoryRecord & wandb_internal.HistoryRecord.$Shape} HistoryRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.HistoryRecord & wandb_internal.HistoryRecord.$Shape;
    }

    namespace HistoryRecord {

        /** Properties of a HistoryRecord. */
        interface $Properties {

            /** HistoryRecord item */
            item?: (wandb_internal.HistoryItem.$Properties[]|null);

            /** HistoryRecord step */
            step?: (wandb_internal.HistoryStep.$Properties|null);

            /** HistoryRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a HistoryRecord. */
        type $Shape = wandb_internal.HistoryRecord.$Properties;
    }

    /**
     * Properties of a HistoryStep.
     * @deprecated Use wandb_internal.HistoryStep.$Properties instead.
     */
    interface IHistoryStep extends wandb_internal.HistoryStep.$Properties {
    }

    /** Represents a HistoryStep. */
    class HistoryStep {

        /**
         * Constructs a new HistoryStep.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.HistoryStep.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** HistoryStep num. */
        num: number;

        /**
         * Encodes the specified HistoryStep message. Does not implicitly {@link wandb_internal.HistoryStep.verify|verify} messages.
         * @param message HistoryStep message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.HistoryStep.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a HistoryStep message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.HistoryStep & wandb_internal.HistoryStep.$Shape} HistoryStep
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.HistoryStep & wandb_internal.HistoryStep.$Shape;
    }

    namespace HistoryStep {

        /** Properties of a HistoryStep. */
        interface $Properties {

            /** HistoryStep num */
            num?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a HistoryStep. */
        type $Shape = wandb_internal.HistoryStep.$Properties;
    }

    /**
     * Properties of a HistoryItem.
     * @deprecated Use wandb_internal.HistoryItem.$Properties instead.
     */
    interface IHistoryItem extends wandb_internal.HistoryItem.$Properties {
    }

    /** Represents a HistoryItem. */
    class HistoryItem {

        /**
         * Constructs a new HistoryItem.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.HistoryItem.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** HistoryItem key. */
        key: string;

        /** HistoryItem nestedKey. */
        nestedKey: string[];

        /** HistoryItem valueJson. */
        valueJson: string;

        /**
         * Encodes the specified HistoryItem message. Does not implicitly {@link wandb_internal.HistoryItem.verify|verify} messages.
         * @param message HistoryItem message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.HistoryItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a HistoryItem message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.HistoryItem & wandb_internal.HistoryItem.$Shape} HistoryItem
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.HistoryItem & wandb_internal.HistoryItem.$Shape;
    }

    namespace HistoryItem {

        /** Properties of a HistoryItem. */
        interface $Properties {

            /** HistoryItem key */
            key?: (string|null);

            /** HistoryItem nestedKey */
            nestedKey?: (string[]|null);

            /** HistoryItem valueJson */
            valueJson?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a HistoryItem. */
        type $Shape = wandb_internal.HistoryItem.$Properties;
    }

    /**
     * Properties of a SummaryRecord.
     * @deprecated Use wandb_internal.SummaryRecord.$Properties instead.
     */
    interface ISummaryRecord extends wandb_internal.SummaryRecord.$Properties {
    }

    /** Represents a SummaryRecord. */
    class SummaryRecord {

        /**
         * Constructs a new SummaryRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.SummaryRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SummaryRecord update. */
        update: wandb_internal.SummaryItem.$Properties[];

        /** SummaryRecord remove. */
        remove: wandb_internal.SummaryItem.$Properties[];

        /** SummaryRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /** SummaryRecord kymoExplicit. */
        kymoExplicit: boolean;

        /**
         * Encodes the specified SummaryRecord message. Does not implicitly {@link wandb_internal.SummaryRecord.verify|verify} messages.
         * @param message SummaryRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.SummaryRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SummaryRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.SummaryRecord & wandb_internal.SummaryRecord.$Shape} SummaryRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.SummaryRecord & wandb_internal.SummaryRecord.$Shape;
    }

    namespace SummaryRecord {

        /** Properties of a SummaryRecord. */
        interface $Properties {

            /** SummaryRecord update */
            update?: (wandb_internal.SummaryItem.$Properties[]|null);

            /** SummaryRecord remove */
            remove?: (wandb_internal.SummaryItem.$Properties[]|null);

            /** SummaryRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** SummaryRecord kymoExplicit */
            kymoExplicit?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SummaryRecord. */
        type $Shape = wandb_internal.SummaryRecord.$Properties;
    }

    /**
     * Properties of a SummaryItem.
     * @deprecated Use wandb_internal.SummaryItem.$Properties instead.
     */
    interface ISummaryItem extends wandb_internal.SummaryItem.$Properties {
    }

    /** Represents a SummaryItem. */
    class SummaryItem {

        /**
         * Constructs a new SummaryItem.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.SummaryItem.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SummaryItem key. */
        key: string;

        /** SummaryItem nestedKey. */
        nestedKey: string[];

        /** SummaryItem valueJson. */
        valueJson: string;

        /**
         * Encodes the specified SummaryItem message. Does not implicitly {@link wandb_internal.SummaryItem.verify|verify} messages.
         * @param message SummaryItem message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.SummaryItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SummaryItem message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.SummaryItem & wandb_internal.SummaryItem.$Shape} SummaryItem
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.SummaryItem & wandb_internal.SummaryItem.$Shape;
    }

    namespace SummaryItem {

        /** Properties of a SummaryItem. */
        interface $Properties {

            /** SummaryItem key */
            key?: (string|null);

            /** SummaryItem nestedKey */
            nestedKey?: (string[]|null);

            /** SummaryItem valueJson */
            valueJson?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SummaryItem. */
        type $Shape = wandb_internal.SummaryItem.$Properties;
    }

    /**
     * Properties of a ConfigRecord.
     * @deprecated Use wandb_internal.ConfigRecord.$Properties instead.
     */
    interface IConfigRecord extends wandb_internal.ConfigRecord.$Properties {
    }

    /** Represents a ConfigRecord. */
    class ConfigRecord {

        /**
         * Constructs a new ConfigRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.ConfigRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ConfigRecord update. */
        update: wandb_internal.ConfigItem.$Properties[];

        /** ConfigRecord remove. */
        remove: wandb_internal.ConfigItem.$Properties[];

        /** ConfigRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /**
         * Encodes the specified ConfigRecord message. Does not implicitly {@link wandb_internal.ConfigRecord.verify|verify} messages.
         * @param message ConfigRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.ConfigRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ConfigRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.ConfigRecord & wandb_internal.ConfigRecord.$Shape} ConfigRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.ConfigRecord & wandb_internal.ConfigRecord.$Shape;
    }

    namespace ConfigRecord {

        /** Properties of a ConfigRecord. */
        interface $Properties {

            /** ConfigRecord update */
            update?: (wandb_internal.ConfigItem.$Properties[]|null);

            /** ConfigRecord remove */
            remove?: (wandb_internal.ConfigItem.$Properties[]|null);

            /** ConfigRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ConfigRecord. */
        type $Shape = wandb_internal.ConfigRecord.$Properties;
    }

    /**
     * Properties of a ConfigItem.
     * @deprecated Use wandb_internal.ConfigItem.$Properties instead.
     */
    interface IConfigItem extends wandb_internal.ConfigItem.$Properties {
    }

    /** Represents a ConfigItem. */
    class ConfigItem {

        /**
         * Constructs a new ConfigItem.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.ConfigItem.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ConfigItem key. */
        key: string;

        /** ConfigItem nestedKey. */
        nestedKey: string[];

        /** ConfigItem valueJson. */
        valueJson: string;

        /**
         * Encodes the specified ConfigItem message. Does not implicitly {@link wandb_internal.ConfigItem.verify|verify} messages.
         * @param message ConfigItem message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.ConfigItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ConfigItem message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.ConfigItem & wandb_internal.ConfigItem.$Shape} ConfigItem
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.ConfigItem & wandb_internal.ConfigItem.$Shape;
    }

    namespace ConfigItem {

        /** Properties of a ConfigItem. */
        interface $Properties {

            /** ConfigItem key */
            key?: (string|null);

            /** ConfigItem nestedKey */
            nestedKey?: (string[]|null);

            /** ConfigItem valueJson */
            valueJson?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ConfigItem. */
        type $Shape = wandb_internal.ConfigItem.$Properties;
    }

    /**
     * Properties of a MetricRecord.
     * @deprecated Use wandb_internal.MetricRecord.$Properties instead.
     */
    interface IMetricRecord extends wandb_internal.MetricRecord.$Properties {
    }

    /** Represents a MetricRecord. */
    class MetricRecord {

        /**
         * Constructs a new MetricRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.MetricRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MetricRecord name. */
        name: string;

        /** MetricRecord globName. */
        globName: string;

        /** MetricRecord stepMetric. */
        stepMetric: string;

        /** MetricRecord stepMetricIndex. */
        stepMetricIndex: number;

        /** MetricRecord options. */
        options?: (wandb_internal.MetricOptions.$Properties|null);

        /** MetricRecord summary. */
        summary?: (wandb_internal.MetricSummary.$Properties|null);

        /** MetricRecord goal. */
        goal: wandb_internal.MetricRecord.MetricGoal;

        /** MetricRecord _control. */
        _control?: (wandb_internal.MetricControl.$Properties|null);

        /** MetricRecord expandedFromGlob. */
        expandedFromGlob: boolean;

        /** MetricRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /**
         * Encodes the specified MetricRecord message. Does not implicitly {@link wandb_internal.MetricRecord.verify|verify} messages.
         * @param message MetricRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.MetricRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MetricRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.MetricRecord & wandb_internal.MetricRecord.$Shape} MetricRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.MetricRecord & wandb_internal.MetricRecord.$Shape;
    }

    namespace MetricRecord {

        /** Properties of a MetricRecord. */
        interface $Properties {

            /** MetricRecord name */
            name?: (string|null);

            /** MetricRecord globName */
            globName?: (string|null);

            /** MetricRecord stepMetric */
            stepMetric?: (string|null);

            /** MetricRecord stepMetricIndex */
            stepMetricIndex?: (number|null);

            /** MetricRecord options */
            options?: (wandb_internal.MetricOptions.$Properties|null);

            /** MetricRecord summary */
            summary?: (wandb_internal.MetricSummary.$Properties|null);

            /** MetricRecord goal */
            goal?: (wandb_internal.MetricRecord.MetricGoal|null);

            /** MetricRecord _control */
            _control?: (wandb_internal.MetricControl.$Properties|null);

            /** MetricRecord expandedFromGlob */
            expandedFromGlob?: (boolean|null);

            /** MetricRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MetricRecord. */
        type $Shape = wandb_internal.MetricRecord.$Properties;

        /** MetricGoal enum. */
        enum MetricGoal {

            /** GOAL_UNSET value */
            GOAL_UNSET = 0,

            /** GOAL_MINIMIZE value */
            GOAL_MINIMIZE = 1,

            /** GOAL_MAXIMIZE value */
            GOAL_MAXIMIZE = 2
        }
    }

    /**
     * Properties of a MetricOptions.
     * @deprecated Use wandb_internal.MetricOptions.$Properties instead.
     */
    interface IMetricOptions extends wandb_internal.MetricOptions.$Properties {
    }

    /** Represents a MetricOptions. */
    class MetricOptions {

        /**
         * Constructs a new MetricOptions.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.MetricOptions.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MetricOptions stepSync. */
        stepSync: boolean;

        /** MetricOptions hidden. */
        hidden: boolean;

        /** MetricOptions defined. */
        defined: boolean;

        /**
         * Encodes the specified MetricOptions message. Does not implicitly {@link wandb_internal.MetricOptions.verify|verify} messages.
         * @param message MetricOptions message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.MetricOptions.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MetricOptions message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.MetricOptions & wandb_internal.MetricOptions.$Shape} MetricOptions
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.MetricOptions & wandb_internal.MetricOptions.$Shape;
    }

    namespace MetricOptions {

        /** Properties of a MetricOptions. */
        interface $Properties {

            /** MetricOptions stepSync */
            stepSync?: (boolean|null);

            /** MetricOptions hidden */
            hidden?: (boolean|null);

            /** MetricOptions defined */
            defined?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MetricOptions. */
        type $Shape = wandb_internal.MetricOptions.$Properties;
    }

    /**
     * Properties of a MetricControl.
     * @deprecated Use wandb_internal.MetricControl.$Properties instead.
     */
    interface IMetricControl extends wandb_internal.MetricControl.$Properties {
    }

    /** Represents a MetricControl. */
    class MetricControl {

        /**
         * Constructs a new MetricControl.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.MetricControl.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MetricControl overwrite. */
        overwrite: boolean;

        /**
         * Encodes the specified MetricControl message. Does not implicitly {@link wandb_internal.MetricControl.verify|verify} messages.
         * @param message MetricControl message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.MetricControl.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MetricControl message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.MetricControl & wandb_internal.MetricControl.$Shape} MetricControl
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.MetricControl & wandb_internal.MetricControl.$Shape;
    }

    namespace MetricControl {

        /** Properties of a MetricControl. */
        interface $Properties {

            /** MetricControl overwrite */
            overwrite?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MetricControl. */
        type $Shape = wandb_internal.MetricControl.$Properties;
    }

    /**
     * Properties of a MetricSummary.
     * @deprecated Use wandb_internal.MetricSummary.$Properties instead.
     */
    interface IMetricSummary extends wandb_internal.MetricSummary.$Properties {
    }

    /** Represents a MetricSummary. */
    class MetricSummary {

        /**
         * Constructs a new MetricSummary.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.MetricSummary.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MetricSummary min. */
        min: boolean;

        /** MetricSummary max. */
        max: boolean;

        /** MetricSummary mean. */
        mean: boolean;

        /** MetricSummary best. */
        best: boolean;

        /** MetricSummary last. */
        last: boolean;

        /** MetricSummary none. */
        none: boolean;

        /** MetricSummary copy. */
        copy: boolean;

        /** MetricSummary first. */
        first: boolean;

        /**
         * Encodes the specified MetricSummary message. Does not implicitly {@link wandb_internal.MetricSummary.verify|verify} messages.
         * @param message MetricSummary message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.MetricSummary.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MetricSummary message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.MetricSummary & wandb_internal.MetricSummary.$Shape} MetricSummary
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.MetricSummary & wandb_internal.MetricSummary.$Shape;
    }

    namespace MetricSummary {

        /** Properties of a MetricSummary. */
        interface $Properties {

            /** MetricSummary min */
            min?: (boolean|null);

            /** MetricSummary max */
            max?: (boolean|null);

            /** MetricSummary mean */
            mean?: (boolean|null);

            /** MetricSummary best */
            best?: (boolean|null);

            /** MetricSummary last */
            last?: (boolean|null);

            /** MetricSummary none */
            none?: (boolean|null);

            /** MetricSummary copy */
            copy?: (boolean|null);

            /** MetricSummary first */
            first?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MetricSummary. */
        type $Shape = wandb_internal.MetricSummary.$Properties;
    }

    /**
     * Properties of an OutputRecord.
     * @deprecated Use wandb_internal.OutputRecord.$Properties instead.
     */
    interface IOutputRecord extends wandb_internal.OutputRecord.$Properties {
    }

    /** Represents an OutputRecord. */
    class OutputRecord {

        /**
         * Constructs a new OutputRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.OutputRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** OutputRecord outputType. */
        outputType: wandb_internal.OutputRecord.OutputType;

        /** OutputRecord timestamp. */
        timestamp?: (wandb_internal.Timestamp.$Properties|null);

        /** OutputRecord line. */
        line: string;

        /** OutputRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /**
         * Encodes the specified OutputRecord message. Does not implicitly {@link wandb_internal.OutputRecord.verify|verify} messages.
         * @param message OutputRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.OutputRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an OutputRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.OutputRecord & wandb_internal.OutputRecord.$Shape} OutputRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.OutputRecord & wandb_internal.OutputRecord.$Shape;
    }

    namespace OutputRecord {

        /** Properties of an OutputRecord. */
        interface $Properties {

            /** OutputRecord outputType */
            outputType?: (wandb_internal.OutputRecord.OutputType|null);

            /** OutputRecord timestamp */
            timestamp?: (wandb_internal.Timestamp.$Properties|null);

            /** OutputRecord line */
            line?: (string|null);

            /** OutputRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an OutputRecord. */
        type $Shape = wandb_internal.OutputRecord.$Properties;

        /** OutputType enum. */
        enum OutputType {

            /** STDERR value */
            STDERR = 0,

            /** STDOUT value */
            STDOUT = 1
        }
    }

    /**
     * Properties of an OutputRawRecord.
     * @deprecated Use wandb_internal.OutputRawRecord.$Properties instead.
     */
    interface IOutputRawRecord extends wandb_internal.OutputRawRecord.$Properties {
    }

    /** Represents an OutputRawRecord. */
    class OutputRawRecord {

        /**
         * Constructs a new OutputRawRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.OutputRawRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** OutputRawRecord outputType. */
        outputType: wandb_internal.OutputRawRecord.OutputType;

        /** OutputRawRecord timestamp. */
        timestamp?: (wandb_internal.Timestamp.$Properties|null);

        /** OutputRawRecord line. */
        line: string;

        /** OutputRawRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /**
         * Encodes the specified OutputRawRecord message. Does not implicitly {@link wandb_internal.OutputRawRecord.verify|verify} messages.
         * @param message OutputRawRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.OutputRawRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an OutputRawRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.OutputRawRecord & wandb_internal.OutputRawRecord.$Shape} OutputRawRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.OutputRawRecord & wandb_internal.OutputRawRecord.$Shape;
    }

    namespace OutputRawRecord {

        /** Properties of an OutputRawRecord. */
        interface $Properties {

            /** OutputRawRecord outputType */
            outputType?: (wandb_internal.OutputRawRecord.OutputType|null);

            /** OutputRawRecord timestamp */
            timestamp?: (wandb_internal.Timestamp.$Properties|null);

            /** OutputRawRecord line */
            line?: (string|null);

            /** OutputRawRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an OutputRawRecord. */
        type $Shape = wandb_internal.OutputRawRecord.$Properties;

        /** OutputType enum. */
        enum OutputType {

            /** STDERR value */
            STDERR = 0,

            /** STDOUT value */
            STDOUT = 1
        }
    }

    /**
     * Properties of an OutputLoggerRecord.
     * @deprecated Use wandb_internal.OutputLoggerRecord.$Properties instead.
     */
    interface IOutputLoggerRecord extends wandb_internal.OutputLoggerRecord.$Properties {
    }

    /** Represents an OutputLoggerRecord. */
    class OutputLoggerRecord {

        /**
         * Constructs a new OutputLoggerRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.OutputLoggerRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** OutputLoggerRecord line. */
        line: string;

        /**
         * Encodes the specified OutputLoggerRecord message. Does not implicitly {@link wandb_internal.OutputLoggerRecord.verify|verify} messages.
         * @param message OutputLoggerRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.OutputLoggerRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an OutputLoggerRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.OutputLoggerRecord & wandb_internal.OutputLoggerRecord.$Shape} OutputLoggerRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.OutputLoggerRecord & wandb_internal.OutputLoggerRecord.$Shape;
    }

    namespace OutputLoggerRecord {

        /** Properties of an OutputLoggerRecord. */
        interface $Properties {

            /** OutputLoggerRecord line */
            line?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an OutputLoggerRecord. */
        type $Shape = wandb_internal.OutputLoggerRecord.$Properties;
    }

    /**
     * Properties of a FilesRecord.
     * @deprecated Use wandb_internal.FilesRecord.$Properties instead.
     */
    interface IFilesRecord extends wandb_internal.FilesRecord.$Properties {
    }

    /** Represents a FilesRecord. */
    class FilesRecord {

        /**
         * Constructs a new FilesRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.FilesRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FilesRecord files. */
        files: wandb_internal.FilesItem.$Properties[];

        /** FilesRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /**
         * Encodes the specified FilesRecord message. Does not implicitly {@link wandb_internal.FilesRecord.verify|verify} messages.
         * @param message FilesRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.FilesRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FilesRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.FilesRecord & wandb_internal.FilesRecord.$Shape} FilesRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.FilesRecord & wandb_internal.FilesRecord.$Shape;
    }

    namespace FilesRecord {

        /** Properties of a FilesRecord. */
        interface $Properties {

            /** FilesRecord files */
            files?: (wandb_internal.FilesItem.$Properties[]|null);

            /** FilesRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FilesRecord. */
        type $Shape = wandb_internal.FilesRecord.$Properties;
    }

    /**
     * Properties of a FilesItem.
     * @deprecated Use wandb_internal.FilesItem.$Properties instead.
     */
    interface IFilesItem extends wandb_internal.FilesItem.$Properties {
    }

    /** Represents a FilesItem. */
    class FilesItem {

        /**
         * Constructs a new FilesItem.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.FilesItem.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FilesItem path. */
        path: string;

        /** FilesItem policy. */
        policy: wandb_internal.FilesItem.PolicyType;

        /** FilesItem type. */
        type: wandb_internal.FilesItem.FileType;

        /**
         * Encodes the specified FilesItem message. Does not implicitly {@link wandb_internal.FilesItem.verify|verify} messages.
         * @param message FilesItem message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.FilesItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FilesItem message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.FilesItem & wandb_internal.FilesItem.$Shape} FilesItem
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.FilesItem & wandb_internal.FilesItem.$Shape;
    }

    namespace FilesItem {

        /** Properties of a FilesItem. */
        interface $Properties {

            /** FilesItem path */
            path?: (string|null);

            /** FilesItem policy */
            policy?: (wandb_internal.FilesItem.PolicyType|null);

            /** FilesItem type */
            type?: (wandb_internal.FilesItem.FileType|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FilesItem. */
        type $Shape = wandb_internal.FilesItem.$Properties;

        /** PolicyType enum. */
        enum PolicyType {

            /** NOW value */
            NOW = 0,

            /** END value */
            END = 1,

            /** LIVE value */
            LIVE = 2
        }

        /** FileType enum. */
        enum FileType {

            /** OTHER value */
            OTHER = 0,

            /** WANDB value */
            WANDB = 1,

            /** MEDIA value */
            MEDIA = 2,

            /** ARTIFACT value */
            ARTIFACT = 3
        }
    }

    /**
     * Properties of a StatsRecord.
     * @deprecated Use wandb_internal.StatsRecord.$Properties instead.
     */
    interface IStatsRecord extends wandb_internal.StatsRecord.$Properties {
    }

    /** Represents a StatsRecord. */
    class StatsRecord {

        /**
         * Constructs a new StatsRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.StatsRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** StatsRecord statsType. */
        statsType: wandb_internal.StatsRecord.StatsType;

        /** StatsRecord timestamp. */
        timestamp?: (wandb_internal.Timestamp.$Properties|null);

        /** StatsRecord item. */
        item: wandb_internal.StatsItem.$Properties[];

        /** StatsRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /**
         * Encodes the specified StatsRecord message. Does not implicitly {@link wandb_internal.StatsRecord.verify|verify} messages.
         * @param message StatsRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.StatsRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a StatsRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.StatsRecord & wandb_internal.StatsRecord.$Shape} StatsRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.StatsRecord & wandb_internal.StatsRecord.$Shape;
    }

    namespace StatsRecord {

        /** Properties of a StatsRecord. */
        interface $Properties {

            /** StatsRecord statsType */
            statsType?: (wandb_internal.StatsRecord.StatsType|null);

            /** StatsRecord timestamp */
            timestamp?: (wandb_internal.Timestamp.$Properties|null);

            /** StatsRecord item */
            item?: (wandb_internal.StatsItem.$Properties[]|null);

            /** StatsRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a StatsRecord. */
        type $Shape = wandb_internal.StatsRecord.$Properties;

        /** StatsType enum. */
        enum StatsType {

            /** SYSTEM value */
            SYSTEM = 0
        }
    }

    /**
     * Properties of a StatsItem.
     * @deprecated Use wandb_internal.StatsItem.$Properties instead.
     */
    interface IStatsItem extends wandb_internal.StatsItem.$Properties {
    }

    /** Represents a StatsItem. */
    class StatsItem {

        /**
         * Constructs a new StatsItem.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.StatsItem.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** StatsItem key. */
        key: string;

        /** StatsItem valueJson. */
        valueJson: string;

        /**
         * Encodes the specified StatsItem message. Does not implicitly {@link wandb_internal.StatsItem.verify|verify} messages.
         * @param message StatsItem message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.StatsItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a StatsItem message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.StatsItem & wandb_internal.StatsItem.$Shape} StatsItem
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.StatsItem & wandb_internal.StatsItem.$Shape;
    }

    namespace StatsItem {

        /** Properties of a StatsItem. */
        interface $Properties {

            /** StatsItem key */
            key?: (string|null);

            /** StatsItem valueJson */
            valueJson?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a StatsItem. */
        type $Shape = wandb_internal.StatsItem.$Properties;
    }

    /**
     * Properties of an ArtifactRecord.
     * @deprecated Use wandb_internal.ArtifactRecord.$Properties instead.
     */
    interface IArtifactRecord extends wandb_internal.ArtifactRecord.$Properties {
    }

    /** Represents an ArtifactRecord. */
    class ArtifactRecord {

        /**
         * Constructs a new ArtifactRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.ArtifactRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ArtifactRecord runId. */
        runId: string;

        /** ArtifactRecord project. */
        project: string;

        /** ArtifactRecord entity. */
        entity: string;

        /** ArtifactRecord type. */
        type: string;

        /** ArtifactRecord name. */
        name: string;

        /** ArtifactRecord digest. */
        digest: string;

        /** ArtifactRecord description. */
        description: string;

        /** ArtifactRecord metadata. */
        metadata: string;

        /** ArtifactRecord userCreated. */
        userCreated: boolean;

        /** ArtifactRecord useAfterCommit. */
        useAfterCommit: boolean;

        /** ArtifactRecord aliases. */
        aliases: string[];

        /** ArtifactRecord manifest. */
        manifest?: (wandb_internal.ArtifactManifest.$Properties|null);

        /** ArtifactRecord distributedId. */
        distributedId: string;

        /** ArtifactRecord finalize. */
        finalize: boolean;

        /** ArtifactRecord clientId. */
        clientId: string;

        /** ArtifactRecord sequenceClientId. */
        sequenceClientId: string;

        /** ArtifactRecord baseId. */
        baseId: string;

        /** ArtifactRecord ttlDurationSeconds. */
        ttlDurationSeconds: number;

        /** ArtifactRecord tags. */
        tags: string[];

        /** ArtifactRecord incrementalBeta1. */
        incrementalBeta1: boolean;

        /** ArtifactRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /** ArtifactRecord digestAlgorithm. */
        digestAlgorithm: string;

        /** ArtifactRecord kymoTime. */
        kymoTime?: (wandb_internal.Timestamp.$Properties|null);

        /**
         * Encodes the specified ArtifactRecord message. Does not implicitly {@link wandb_internal.ArtifactRecord.verify|verify} messages.
         * @param message ArtifactRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.ArtifactRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an ArtifactRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.ArtifactRecord & wandb_internal.ArtifactRecord.$Shape} ArtifactRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.ArtifactRecord & wandb_internal.ArtifactRecord.$Shape;
    }

    namespace ArtifactRecord {

        /** Properties of an ArtifactRecord. */
        interface $Properties {

            /** ArtifactRecord runId */
            runId?: (string|null);

            /** ArtifactRecord project */
            project?: (string|null);

            /** ArtifactRecord entity */
            entity?: (string|null);

            /** ArtifactRecord type */
            type?: (string|null);

            /** ArtifactRecord name */
            name?: (string|null);

            /** ArtifactRecord digest */
            digest?: (string|null);

            /** ArtifactRecord description */
            description?: (string|null);

            /** ArtifactRecord metadata */
            metadata?: (string|null);

            /** ArtifactRecord userCreated */
            userCreated?: (boolean|null);

            /** ArtifactRecord useAfterCommit */
            useAfterCommit?: (boolean|null);

            /** ArtifactRecord aliases */
            aliases?: (string[]|null);

            /** ArtifactRecord manifest */
            manifest?: (wandb_internal.ArtifactManifest.$Properties|null);

            /** ArtifactRecord distributedId */
            distributedId?: (string|null);

            /** ArtifactRecord finalize */
            finalize?: (boolean|null);

            /** ArtifactRecord clientId */
            clientId?: (string|null);

            /** ArtifactRecord sequenceClientId */
            sequenceClientId?: (string|null);

            /** ArtifactRecord baseId */
            baseId?: (string|null);

            /** ArtifactRecord ttlDurationSeconds */
            ttlDurationSeconds?: (number|null);

            /** ArtifactRecord tags */
            tags?: (string[]|null);

            /** ArtifactRecord incrementalBeta1 */
            incrementalBeta1?: (boolean|null);

            /** ArtifactRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** ArtifactRecord digestAlgorithm */
            digestAlgorithm?: (string|null);

            /** ArtifactRecord kymoTime */
            kymoTime?: (wandb_internal.Timestamp.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an ArtifactRecord. */
        type $Shape = wandb_internal.ArtifactRecord.$Properties;
    }

    /**
     * Properties of an ArtifactManifest.
     * @deprecated Use wandb_internal.ArtifactManifest.$Properties instead.
     */
    interface IArtifactManifest extends wandb_internal.ArtifactManifest.$Properties {
    }

    /** Represents an ArtifactManifest. */
    class ArtifactManifest {

        /**
         * Constructs a new ArtifactManifest.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.ArtifactManifest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ArtifactManifest version. */
        version: number;

        /** ArtifactManifest storagePolicy. */
        storagePolicy: string;

        /** ArtifactManifest storagePolicyConfig. */
        storagePolicyConfig: wandb_internal.StoragePolicyConfigItem.$Properties[];

        /** ArtifactManifest contents. */
        contents: wandb_internal.ArtifactManifestEntry.$Properties[];

        /** ArtifactManifest manifestFilePath. */
        manifestFilePath: string;

        /**
         * Encodes the specified ArtifactManifest message. Does not implicitly {@link wandb_internal.ArtifactManifest.verify|verify} messages.
         * @param message ArtifactManifest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.ArtifactManifest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an ArtifactManifest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.ArtifactManifest & wandb_internal.ArtifactManifest.$Shape} ArtifactManifest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.ArtifactManifest & wandb_internal.ArtifactManifest.$Shape;
    }

    namespace ArtifactManifest {

        /** Properties of an ArtifactManifest. */
        interface $Properties {

            /** ArtifactManifest version */
            version?: (number|null);

            /** ArtifactManifest storagePolicy */
            storagePolicy?: (string|null);

            /** ArtifactManifest storagePolicyConfig */
            storagePolicyConfig?: (wandb_internal.StoragePolicyConfigItem.$Properties[]|null);

            /** ArtifactManifest contents */
            contents?: (wandb_internal.ArtifactManifestEntry.$Properties[]|null);

            /** ArtifactManifest manifestFilePath */
            manifestFilePath?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an ArtifactManifest. */
        type $Shape = wandb_internal.ArtifactManifest.$Properties;
    }

    /**
     * Properties of an ArtifactManifestEntry.
     * @deprecated Use wandb_internal.ArtifactManifestEntry.$Properties instead.
     */
    interface IArtifactManifestEntry extends wandb_internal.ArtifactManifestEntry.$Properties {
    }

    /** Represents an ArtifactManifestEntry. */
    class ArtifactManifestEntry {

        /**
         * Constructs a new ArtifactManifestEntry.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.ArtifactManifestEntry.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ArtifactManifestEntry path. */
        path: string;

        /** ArtifactManifestEntry digest. */
        digest: string;

        /** ArtifactManifestEntry ref. */
        ref: string;

        /** ArtifactManifestEntry size. */
        size: number;

        /** ArtifactManifestEntry mimetype. */
        mimetype: string;

        /** ArtifactManifestEntry localPath. */
        localPath: string;

        /** ArtifactManifestEntry birthArtifactId. */
        birthArtifactId: string;

        /** ArtifactManifestEntry skipCache. */
        skipCache: boolean;

        /** ArtifactManifestEntry extra. */
        extra: wandb_internal.ExtraItem.$Properties[];

        /** ArtifactManifestEntry kymoSha256. */
        kymoSha256: string;

        /**
         * Encodes the specified ArtifactManifestEntry message. Does not implicitly {@link wandb_internal.ArtifactManifestEntry.verify|verify} messages.
         * @param message ArtifactManifestEntry message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.ArtifactManifestEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an ArtifactManifestEntry message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.ArtifactManifestEntry & wandb_internal.ArtifactManifestEntry.$Shape} ArtifactManifestEntry
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.ArtifactManifestEntry & wandb_internal.ArtifactManifestEntry.$Shape;
    }

    namespace ArtifactManifestEntry {

        /** Properties of an ArtifactManifestEntry. */
        interface $Properties {

            /** ArtifactManifestEntry path */
            path?: (string|null);

            /** ArtifactManifestEntry digest */
            digest?: (string|null);

            /** ArtifactManifestEntry ref */
            ref?: (string|null);

            /** ArtifactManifestEntry size */
            size?: (number|null);

            /** ArtifactManifestEntry mimetype */
            mimetype?: (string|null);

            /** ArtifactManifestEntry localPath */
            localPath?: (string|null);

            /** ArtifactManifestEntry birthArtifactId */
            birthArtifactId?: (string|null);

            /** ArtifactManifestEntry skipCache */
            skipCache?: (boolean|null);

            /** ArtifactManifestEntry extra */
            extra?: (wandb_internal.ExtraItem.$Properties[]|null);

            /** ArtifactManifestEntry kymoSha256 */
            kymoSha256?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an ArtifactManifestEntry. */
        type $Shape = wandb_internal.ArtifactManifestEntry.$Properties;
    }

    /**
     * Properties of an ExtraItem.
     * @deprecated Use wandb_internal.ExtraItem.$Properties instead.
     */
    interface IExtraItem extends wandb_internal.ExtraItem.$Properties {
    }

    /** Represents an ExtraItem. */
    class ExtraItem {

        /**
         * Constructs a new ExtraItem.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.ExtraItem.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ExtraItem key. */
        key: string;

        /** ExtraItem valueJson. */
        valueJson: string;

        /**
         * Encodes the specified ExtraItem message. Does not implicitly {@link wandb_internal.ExtraItem.verify|verify} messages.
         * @param message ExtraItem message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.ExtraItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an ExtraItem message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.ExtraItem & wandb_internal.ExtraItem.$Shape} ExtraItem
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.ExtraItem & wandb_internal.ExtraItem.$Shape;
    }

    namespace ExtraItem {

        /** Properties of an ExtraItem. */
        interface $Properties {

            /** ExtraItem key */
            key?: (string|null);

            /** ExtraItem valueJson */
            valueJson?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an ExtraItem. */
        type $Shape = wandb_internal.ExtraItem.$Properties;
    }

    /**
     * Properties of a StoragePolicyConfigItem.
     * @deprecated Use wandb_internal.StoragePolicyConfigItem.$Properties instead.
     */
    interface IStoragePolicyConfigItem extends wandb_internal.StoragePolicyConfigItem.$Properties {
    }

    /** Represents a StoragePolicyConfigItem. */
    class StoragePolicyConfigItem {

        /**
         * Constructs a new StoragePolicyConfigItem.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.StoragePolicyConfigItem.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** StoragePolicyConfigItem key. */
        key: string;

        /** StoragePolicyConfigItem valueJson. */
        valueJson: string;

        /**
         * Encodes the specified StoragePolicyConfigItem message. Does not implicitly {@link wandb_internal.StoragePolicyConfigItem.verify|verify} messages.
         * @param message StoragePolicyConfigItem message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.StoragePolicyConfigItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a StoragePolicyConfigItem message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.StoragePolicyConfigItem & wandb_internal.StoragePolicyConfigItem.$Shape} StoragePolicyConfigItem
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.StoragePolicyConfigItem & wandb_internal.StoragePolicyConfigItem.$Shape;
    }

    namespace StoragePolicyConfigItem {

        /** Properties of a StoragePolicyConfigItem. */
        interface $Properties {

            /** StoragePolicyConfigItem key */
            key?: (string|null);

            /** StoragePolicyConfigItem valueJson */
            valueJson?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a StoragePolicyConfigItem. */
        type $Shape = wandb_internal.StoragePolicyConfigItem.$Properties;
    }

    /**
     * Properties of a TBRecord.
     * @deprecated Use wandb_internal.TBRecord.$Properties instead.
     */
    interface ITBRecord extends wandb_internal.TBRecord.$Properties {
    }

    /** Represents a TBRecord. */
    class TBRecord {

        /**
         * Constructs a new TBRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.TBRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TBRecord logDir. */
        logDir: string;

        /** TBRecord save. */
        save: boolean;

        /** TBRecord rootDir. */
        rootDir: string;

        /** TBRecord namespace. */
        namespace?: (string|null);

        /** TBRecord savePath. */
        savePath: string;

        /** TBRecord ignoreTimestamp. */
        ignoreTimestamp: boolean;

        /** TBRecord ignoreHostname. */
        ignoreHostname: boolean;

        /** TBRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /**
         * Encodes the specified TBRecord message. Does not implicitly {@link wandb_internal.TBRecord.verify|verify} messages.
         * @param message TBRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.TBRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TBRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.TBRecord & wandb_internal.TBRecord.$Shape} TBRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.TBRecord & wandb_internal.TBRecord.$Shape;
    }

    namespace TBRecord {

        /** Properties of a TBRecord. */
        interface $Properties {

            /** TBRecord logDir */
            logDir?: (string|null);

            /** TBRecord save */
            save?: (boolean|null);

            /** TBRecord rootDir */
            rootDir?: (string|null);

            /** TBRecord namespace */
            namespace?: (string|null);

            /** TBRecord savePath */
            savePath?: (string|null);

            /** TBRecord ignoreTimestamp */
            ignoreTimestamp?: (boolean|null);

            /** TBRecord ignoreHostname */
            ignoreHostname?: (boolean|null);

            /** TBRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TBRecord. */
        type $Shape = wandb_internal.TBRecord.$Properties;
    }

    /**
     * Properties of an AlertRecord.
     * @deprecated Use wandb_internal.AlertRecord.$Properties instead.
     */
    interface IAlertRecord extends wandb_internal.AlertRecord.$Properties {
    }

    /** Represents an AlertRecord. */
    class AlertRecord {

        /**
         * Constructs a new AlertRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.AlertRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** AlertRecord title. */
        title: string;

        /** AlertRecord text. */
        text: string;

        /** AlertRecord level. */
        level: string;

        /** AlertRecord waitDuration. */
        waitDuration: number;

        /** AlertRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /** AlertRecord kymoTime. */
        kymoTime?: (wandb_internal.Timestamp.$Properties|null);

        /** AlertRecord kymoId. */
        kymoId: string;

        /**
         * Encodes the specified AlertRecord message. Does not implicitly {@link wandb_internal.AlertRecord.verify|verify} messages.
         * @param message AlertRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.AlertRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an AlertRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.AlertRecord & wandb_internal.AlertRecord.$Shape} AlertRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.AlertRecord & wandb_internal.AlertRecord.$Shape;
    }

    namespace AlertRecord {

        /** Properties of an AlertRecord. */
        interface $Properties {

            /** AlertRecord title */
            title?: (string|null);

            /** AlertRecord text */
            text?: (string|null);

            /** AlertRecord level */
            level?: (string|null);

            /** AlertRecord waitDuration */
            waitDuration?: (number|null);

            /** AlertRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** AlertRecord kymoTime */
            kymoTime?: (wandb_internal.Timestamp.$Properties|null);

            /** AlertRecord kymoId */
            kymoId?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an AlertRecord. */
        type $Shape = wandb_internal.AlertRecord.$Properties;
    }

    /**
     * Properties of a RunPreemptingRecord.
     * @deprecated Use wandb_internal.RunPreemptingRecord.$Properties instead.
     */
    interface IRunPreemptingRecord extends wandb_internal.RunPreemptingRecord.$Properties {
    }

    /** Represents a RunPreemptingRecord. */
    class RunPreemptingRecord {

        /**
         * Constructs a new RunPreemptingRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.RunPreemptingRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RunPreemptingRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /**
         * Encodes the specified RunPreemptingRecord message. Does not implicitly {@link wandb_internal.RunPreemptingRecord.verify|verify} messages.
         * @param message RunPreemptingRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.RunPreemptingRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RunPreemptingRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.RunPreemptingRecord & wandb_internal.RunPreemptingRecord.$Shape} RunPreemptingRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.RunPreemptingRecord & wandb_internal.RunPreemptingRecord.$Shape;
    }

    namespace RunPreemptingRecord {

        /** Properties of a RunPreemptingRecord. */
        interface $Properties {

            /** RunPreemptingRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RunPreemptingRecord. */
        type $Shape = wandb_internal.RunPreemptingRecord.$Properties;
    }

    /**
     * Properties of a UseArtifactRecord.
     * @deprecated Use wandb_internal.UseArtifactRecord.$Properties instead.
     */
    interface IUseArtifactRecord extends wandb_internal.UseArtifactRecord.$Properties {
    }

    /** Represents a UseArtifactRecord. */
    class UseArtifactRecord {

        /**
         * Constructs a new UseArtifactRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.UseArtifactRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** UseArtifactRecord id. */
        id: string;

        /** UseArtifactRecord type. */
        type: string;

        /** UseArtifactRecord name. */
        name: string;

        /** UseArtifactRecord partial. */
        partial?: (wandb_internal.PartialJobArtifact.$Properties|null);

        /** UseArtifactRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /** UseArtifactRecord kymoDigest. */
        kymoDigest: string;

        /** UseArtifactRecord kymoEntity. */
        kymoEntity: string;

        /** UseArtifactRecord kymoProject. */
        kymoProject: string;

        /** UseArtifactRecord kymoTime. */
        kymoTime?: (wandb_internal.Timestamp.$Properties|null);

        /**
         * Encodes the specified UseArtifactRecord message. Does not implicitly {@link wandb_internal.UseArtifactRecord.verify|verify} messages.
         * @param message UseArtifactRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.UseArtifactRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a UseArtifactRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.UseArtifactRecord & wandb_internal.UseArtifactRecord.$Shape} UseArtifactRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.UseArtifactRecord & wandb_internal.UseArtifactRecord.$Shape;
    }

    namespace UseArtifactRecord {

        /** Properties of a UseArtifactRecord. */
        interface $Properties {

            /** UseArtifactRecord id */
            id?: (string|null);

            /** UseArtifactRecord type */
            type?: (string|null);

            /** UseArtifactRecord name */
            name?: (string|null);

            /** UseArtifactRecord partial */
            partial?: (wandb_internal.PartialJobArtifact.$Properties|null);

            /** UseArtifactRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** UseArtifactRecord kymoDigest */
            kymoDigest?: (string|null);

            /** UseArtifactRecord kymoEntity */
            kymoEntity?: (string|null);

            /** UseArtifactRecord kymoProject */
            kymoProject?: (string|null);

            /** UseArtifactRecord kymoTime */
            kymoTime?: (wandb_internal.Timestamp.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a UseArtifactRecord. */
        type $Shape = wandb_internal.UseArtifactRecord.$Properties;
    }

    /**
     * Properties of a RunExitRecord.
     * @deprecated Use wandb_internal.RunExitRecord.$Properties instead.
     */
    interface IRunExitRecord extends wandb_internal.RunExitRecord.$Properties {
    }

    /** Represents a RunExitRecord. */
    class RunExitRecord {

        /**
         * Constructs a new RunExitRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.RunExitRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RunExitRecord exitCode. */
        exitCode: number;

        /** RunExitRecord runtime. */
        runtime: number;

        /** RunExitRecord notComplete. */
        notComplete: boolean;

        /** RunExitRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /**
         * Encodes the specified RunExitRecord message. Does not implicitly {@link wandb_internal.RunExitRecord.verify|verify} messages.
         * @param message RunExitRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.RunExitRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RunExitRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.RunExitRecord & wandb_internal.RunExitRecord.$Shape} RunExitRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.RunExitRecord & wandb_internal.RunExitRecord.$Shape;
    }

    namespace RunExitRecord {

        /** Properties of a RunExitRecord. */
        interface $Properties {

            /** RunExitRecord exitCode */
            exitCode?: (number|null);

            /** RunExitRecord runtime */
            runtime?: (number|null);

            /** RunExitRecord notComplete */
            notComplete?: (boolean|null);

            /** RunExitRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RunExitRecord. */
        type $Shape = wandb_internal.RunExitRecord.$Properties;
    }

    /**
     * Properties of a FinalRecord.
     * @deprecated Use wandb_internal.FinalRecord.$Properties instead.
     */
    interface IFinalRecord extends wandb_internal.FinalRecord.$Properties {
    }

    /** Represents a FinalRecord. */
    class FinalRecord {

        /**
         * Constructs a new FinalRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.FinalRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FinalRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /**
         * Encodes the specified FinalRecord message. Does not implicitly {@link wandb_internal.FinalRecord.verify|verify} messages.
         * @param message FinalRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.FinalRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FinalRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.FinalRecord & wandb_internal.FinalRecord.$Shape} FinalRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.FinalRecord & wandb_internal.FinalRecord.$Shape;
    }

    namespace FinalRecord {

        /** Properties of a FinalRecord. */
        interface $Properties {

            /** FinalRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FinalRecord. */
        type $Shape = wandb_internal.FinalRecord.$Properties;
    }

    /**
     * Properties of a FooterRecord.
     * @deprecated Use wandb_internal.FooterRecord.$Properties instead.
     */
    interface IFooterRecord extends wandb_internal.FooterRecord.$Properties {
    }

    /** Represents a FooterRecord. */
    class FooterRecord {

        /**
         * Constructs a new FooterRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.FooterRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FooterRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /**
         * Encodes the specified FooterRecord message. Does not implicitly {@link wandb_internal.FooterRecord.verify|verify} messages.
         * @param message FooterRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.FooterRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FooterRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.FooterRecord & wandb_internal.FooterRecord.$Shape} FooterRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.FooterRecord & wandb_internal.FooterRecord.$Shape;
    }

    namespace FooterRecord {

        /** Properties of a FooterRecord. */
        interface $Properties {

            /** FooterRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FooterRecord. */
        type $Shape = wandb_internal.FooterRecord.$Properties;
    }

    /**
     * Properties of an EnvironmentRecord.
     * @deprecated Use wandb_internal.EnvironmentRecord.$Properties instead.
     */
    interface IEnvironmentRecord extends wandb_internal.EnvironmentRecord.$Properties {
    }

    /** Represents an EnvironmentRecord. */
    class EnvironmentRecord {

        /**
         * Constructs a new EnvironmentRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.EnvironmentRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** EnvironmentRecord os. */
        os: string;

        /** EnvironmentRecord python. */
        python: string;

        /** EnvironmentRecord startedAt. */
        startedAt?: (wandb_internal.Timestamp.$Properties|null);

        /** EnvironmentRecord docker. */
        docker: string;

        /** EnvironmentRecord args. */
        args: string[];

        /** EnvironmentRecord program. */
        program: string;

        /** EnvironmentRecord codePath. */
        codePath: string;

        /** EnvironmentRecord codePathLocal. */
        codePathLocal: string;

        /** EnvironmentRecord git. */
        git?: (wandb_internal.GitRepoRecord.$Properties|null);

        /** EnvironmentRecord email. */
        email: string;

        /** EnvironmentRecord root. */
        root: string;

        /** EnvironmentRecord host. */
        host: string;

        /** EnvironmentRecord username. */
        username: string;

        /** EnvironmentRecord executable. */
        executable: string;

        /** EnvironmentRecord colab. */
        colab: string;

        /** EnvironmentRecord cpuCount. */
        cpuCount: number;

        /** EnvironmentRecord cpuCountLogical. */
        cpuCountLogical: number;

        /** EnvironmentRecord gpuType. */
        gpuType: string;

        /** EnvironmentRecord gpuCount. */
        gpuCount: number;

        /** EnvironmentRecord disk. */
        disk: { [k: string]: wandb_internal.DiskInfo.$Properties };

        /** EnvironmentRecord memory. */
        memory?: (wandb_internal.MemoryInfo.$Properties|null);

        /** EnvironmentRecord cpu. */
        cpu?: (wandb_internal.CpuInfo.$Properties|null);

        /** EnvironmentRecord apple. */
        apple?: (wandb_internal.AppleInfo.$Properties|null);

        /** EnvironmentRecord gpuNvidia. */
        gpuNvidia: wandb_internal.GpuNvidiaInfo.$Properties[];

        /** EnvironmentRecord cudaVersion. */
        cudaVersion: string;

        /** EnvironmentRecord gpuAmd. */
        gpuAmd: wandb_internal.GpuAmdInfo.$Properties[];

        /** EnvironmentRecord slurm. */
        slurm: { [k: string]: string };

        /** EnvironmentRecord trainium. */
        trainium?: (wandb_internal.TrainiumInfo.$Properties|null);

        /** EnvironmentRecord tpu. */
        tpu?: (wandb_internal.TPUInfo.$Properties|null);

        /** EnvironmentRecord coreweave. */
        coreweave?: (wandb_internal.CoreWeaveInfo.$Properties|null);

        /** EnvironmentRecord writerId. */
        writerId: string;

        /** EnvironmentRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /** EnvironmentRecord kymoRuntime. */
        kymoRuntime: string;

        /** EnvironmentRecord kymoV8. */
        kymoV8: string;

        /** EnvironmentRecord kymoExecArgs. */
        kymoExecArgs: string[];

        /** EnvironmentRecord kymoCpuModel. */
        kymoCpuModel: string;

        /** EnvironmentRecord kymoArch. */
        kymoArch: string;

        /** EnvironmentRecord kymoContainer. */
        kymoContainer: string;

        /** EnvironmentRecord kymoCpuLimit. */
        kymoCpuLimit: number;

        /** EnvironmentRecord kymoMemoryLimit. */
        kymoMemoryLimit: number;

        /** EnvironmentRecord kymoLockfile. */
        kymoLockfile: string;

        /** EnvironmentRecord kymoLockfileSha256. */
        kymoLockfileSha256: string;

        /** EnvironmentRecord kymoPid. */
        kymoPid: number;

        /**
         * Encodes the specified EnvironmentRecord message. Does not implicitly {@link wandb_internal.EnvironmentRecord.verify|verify} messages.
         * @param message EnvironmentRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.EnvironmentRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an EnvironmentRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.EnvironmentRecord & wandb_internal.EnvironmentRecord.$Shape} EnvironmentRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.EnvironmentRecord & wandb_internal.EnvironmentRecord.$Shape;
    }

    namespace EnvironmentRecord {

        /** Properties of an EnvironmentRecord. */
        interface $Properties {

            /** EnvironmentRecord os */
            os?: (string|null);

            /** EnvironmentRecord python */
            python?: (string|null);

            /** EnvironmentRecord startedAt */
            startedAt?: (wandb_internal.Timestamp.$Properties|null);

            /** EnvironmentRecord docker */
            docker?: (string|null);

            /** EnvironmentRecord args */
            args?: (string[]|null);

            /** EnvironmentRecord program */
            program?: (string|null);

            /** EnvironmentRecord codePath */
            codePath?: (string|null);

            /** EnvironmentRecord codePathLocal */
            codePathLocal?: (string|null);

            /** EnvironmentRecord git */
            git?: (wandb_internal.GitRepoRecord.$Properties|null);

            /** EnvironmentRecord email */
            email?: (string|null);

            /** EnvironmentRecord root */
            root?: (string|null);

            /** EnvironmentRecord host */
            host?: (string|null);

            /** EnvironmentRecord username */
            username?: (string|null);

            /** EnvironmentRecord executable */
            executable?: (string|null);

            /** EnvironmentRecord colab */
            colab?: (string|null);

            /** EnvironmentRecord cpuCount */
            cpuCount?: (number|null);

            /** EnvironmentRecord cpuCountLogical */
            cpuCountLogical?: (number|null);

            /** EnvironmentRecord gpuType */
            gpuType?: (string|null);

            /** EnvironmentRecord gpuCount */
            gpuCount?: (number|null);

            /** EnvironmentRecord disk */
            disk?: ({ [k: string]: wandb_internal.DiskInfo.$Properties }|null);

            /** EnvironmentRecord memory */
            memory?: (wandb_internal.MemoryInfo.$Properties|null);

            /** EnvironmentRecord cpu */
            cpu?: (wandb_internal.CpuInfo.$Properties|null);

            /** EnvironmentRecord apple */
            apple?: (wandb_internal.AppleInfo.$Properties|null);

            /** EnvironmentRecord gpuNvidia */
            gpuNvidia?: (wandb_internal.GpuNvidiaInfo.$Properties[]|null);

            /** EnvironmentRecord cudaVersion */
            cudaVersion?: (string|null);

            /** EnvironmentRecord gpuAmd */
            gpuAmd?: (wandb_internal.GpuAmdInfo.$Properties[]|null);

            /** EnvironmentRecord slurm */
            slurm?: ({ [k: string]: string }|null);

            /** EnvironmentRecord trainium */
            trainium?: (wandb_internal.TrainiumInfo.$Properties|null);

            /** EnvironmentRecord tpu */
            tpu?: (wandb_internal.TPUInfo.$Properties|null);

            /** EnvironmentRecord coreweave */
            coreweave?: (wandb_internal.CoreWeaveInfo.$Properties|null);

            /** EnvironmentRecord writerId */
            writerId?: (string|null);

            /** EnvironmentRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** EnvironmentRecord kymoRuntime */
            kymoRuntime?: (string|null);

            /** EnvironmentRecord kymoV8 */
            kymoV8?: (string|null);

            /** EnvironmentRecord kymoExecArgs */
            kymoExecArgs?: (string[]|null);

            /** EnvironmentRecord kymoCpuModel */
            kymoCpuModel?: (string|null);

            /** EnvironmentRecord kymoArch */
            kymoArch?: (string|null);

            /** EnvironmentRecord kymoContainer */
            kymoContainer?: (string|null);

            /** EnvironmentRecord kymoCpuLimit */
            kymoCpuLimit?: (number|null);

            /** EnvironmentRecord kymoMemoryLimit */
            kymoMemoryLimit?: (number|null);

            /** EnvironmentRecord kymoLockfile */
            kymoLockfile?: (string|null);

            /** EnvironmentRecord kymoLockfileSha256 */
            kymoLockfileSha256?: (string|null);

            /** EnvironmentRecord kymoPid */
            kymoPid?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an EnvironmentRecord. */
        type $Shape = wandb_internal.EnvironmentRecord.$Properties;
    }

    /**
     * Properties of a DiskInfo.
     * @deprecated Use wandb_internal.DiskInfo.$Properties instead.
     */
    interface IDiskInfo extends wandb_internal.DiskInfo.$Properties {
    }

    /** Represents a DiskInfo. */
    class DiskInfo {

        /**
         * Constructs a new DiskInfo.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.DiskInfo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** DiskInfo total. */
        total: number;

        /** DiskInfo used. */
        used: number;

        /**
         * Encodes the specified DiskInfo message. Does not implicitly {@link wandb_internal.DiskInfo.verify|verify} messages.
         * @param message DiskInfo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.DiskInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DiskInfo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.DiskInfo & wandb_internal.DiskInfo.$Shape} DiskInfo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.DiskInfo & wandb_internal.DiskInfo.$Shape;
    }

    namespace DiskInfo {

        /** Properties of a DiskInfo. */
        interface $Properties {

            /** DiskInfo total */
            total?: (number|null);

            /** DiskInfo used */
            used?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DiskInfo. */
        type $Shape = wandb_internal.DiskInfo.$Properties;
    }

    /**
     * Properties of a MemoryInfo.
     * @deprecated Use wandb_internal.MemoryInfo.$Properties instead.
     */
    interface IMemoryInfo extends wandb_internal.MemoryInfo.$Properties {
    }

    /** Represents a MemoryInfo. */
    class MemoryInfo {

        /**
         * Constructs a new MemoryInfo.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.MemoryInfo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MemoryInfo total. */
        total: number;

        /**
         * Encodes the specified MemoryInfo message. Does not implicitly {@link wandb_internal.MemoryInfo.verify|verify} messages.
         * @param message MemoryInfo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.MemoryInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MemoryInfo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.MemoryInfo & wandb_internal.MemoryInfo.$Shape} MemoryInfo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.MemoryInfo & wandb_internal.MemoryInfo.$Shape;
    }

    namespace MemoryInfo {

        /** Properties of a MemoryInfo. */
        interface $Properties {

            /** MemoryInfo total */
            total?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MemoryInfo. */
        type $Shape = wandb_internal.MemoryInfo.$Properties;
    }

    /**
     * Properties of a CpuInfo.
     * @deprecated Use wandb_internal.CpuInfo.$Properties instead.
     */
    interface ICpuInfo extends wandb_internal.CpuInfo.$Properties {
    }

    /** Represents a CpuInfo. */
    class CpuInfo {

        /**
         * Constructs a new CpuInfo.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.CpuInfo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CpuInfo count. */
        count: number;

        /** CpuInfo countLogical. */
        countLogical: number;

        /**
         * Encodes the specified CpuInfo message. Does not implicitly {@link wandb_internal.CpuInfo.verify|verify} messages.
         * @param message CpuInfo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.CpuInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CpuInfo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.CpuInfo & wandb_internal.CpuInfo.$Shape} CpuInfo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.CpuInfo & wandb_internal.CpuInfo.$Shape;
    }

    namespace CpuInfo {

        /** Properties of a CpuInfo. */
        interface $Properties {

            /** CpuInfo count */
            count?: (number|null);

            /** CpuInfo countLogical */
            countLogical?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CpuInfo. */
        type $Shape = wandb_internal.CpuInfo.$Properties;
    }

    /**
     * Properties of an AppleInfo.
     * @deprecated Use wandb_internal.AppleInfo.$Properties instead.
     */
    interface IAppleInfo extends wandb_internal.AppleInfo.$Properties {
    }

    /** Represents an AppleInfo. */
    class AppleInfo {

        /**
         * Constructs a new AppleInfo.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.AppleInfo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** AppleInfo name. */
        name: string;

        /** AppleInfo ecpuCores. */
        ecpuCores: number;

        /** AppleInfo pcpuCores. */
        pcpuCores: number;

        /** AppleInfo gpuCores. */
        gpuCores: number;

        /** AppleInfo memoryGb. */
        memoryGb: number;

        /** AppleInfo swapTotalBytes. */
        swapTotalBytes: number;

        /** AppleInfo ramTotalBytes. */
        ramTotalBytes: number;

        /** AppleInfo macModel. */
        macModel: string;

        /**
         * Encodes the specified AppleInfo message. Does not implicitly {@link wandb_internal.AppleInfo.verify|verify} messages.
         * @param message AppleInfo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.AppleInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an AppleInfo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.AppleInfo & wandb_internal.AppleInfo.$Shape} AppleInfo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.AppleInfo & wandb_internal.AppleInfo.$Shape;
    }

    namespace AppleInfo {

        /** Properties of an AppleInfo. */
        interface $Properties {

            /** AppleInfo name */
            name?: (string|null);

            /** AppleInfo ecpuCores */
            ecpuCores?: (number|null);

            /** AppleInfo pcpuCores */
            pcpuCores?: (number|null);

            /** AppleInfo gpuCores */
            gpuCores?: (number|null);

            /** AppleInfo memoryGb */
            memoryGb?: (number|null);

            /** AppleInfo swapTotalBytes */
            swapTotalBytes?: (number|null);

            /** AppleInfo ramTotalBytes */
            ramTotalBytes?: (number|null);

            /** AppleInfo macModel */
            macModel?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an AppleInfo. */
        type $Shape = wandb_internal.AppleInfo.$Properties;
    }

    /**
     * Properties of a GpuNvidiaInfo.
     * @deprecated Use wandb_internal.GpuNvidiaInfo.$Properties instead.
     */
    interface IGpuNvidiaInfo extends wandb_internal.GpuNvidiaInfo.$Properties {
    }

    /** Represents a GpuNvidiaInfo. */
    class GpuNvidiaInfo {

        /**
         * Constructs a new GpuNvidiaInfo.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.GpuNvidiaInfo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** GpuNvidiaInfo name. */
        name: string;

        /** GpuNvidiaInfo memoryTotal. */
        memoryTotal: number;

        /** GpuNvidiaInfo cudaCores. */
        cudaCores: number;

        /** GpuNvidiaInfo architecture. */
        architecture: string;

        /** GpuNvidiaInfo uuid. */
        uuid: string;

        /**
         * Encodes the specified GpuNvidiaInfo message. Does not implicitly {@link wandb_internal.GpuNvidiaInfo.verify|verify} messages.
         * @param message GpuNvidiaInfo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.GpuNvidiaInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a GpuNvidiaInfo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.GpuNvidiaInfo & wandb_internal.GpuNvidiaInfo.$Shape} GpuNvidiaInfo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.GpuNvidiaInfo & wandb_internal.GpuNvidiaInfo.$Shape;
    }

    namespace GpuNvidiaInfo {

        /** Properties of a GpuNvidiaInfo. */
        interface $Properties {

            /** GpuNvidiaInfo name */
            name?: (string|null);

            /** GpuNvidiaInfo memoryTotal */
            memoryTotal?: (number|null);

            /** GpuNvidiaInfo cudaCores */
            cudaCores?: (number|null);

            /** GpuNvidiaInfo architecture */
            architecture?: (string|null);

            /** GpuNvidiaInfo uuid */
            uuid?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a GpuNvidiaInfo. */
        type $Shape = wandb_internal.GpuNvidiaInfo.$Properties;
    }

    /**
     * Properties of a GpuAmdInfo.
     * @deprecated Use wandb_internal.GpuAmdInfo.$Properties instead.
     */
    interface IGpuAmdInfo extends wandb_internal.GpuAmdInfo.$Properties {
    }

    /** Represents a GpuAmdInfo. */
    class GpuAmdInfo {

        /**
         * Constructs a new GpuAmdInfo.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.GpuAmdInfo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** GpuAmdInfo id. */
        id: string;

        /** GpuAmdInfo uniqueId. */
        uniqueId: string;

        /** GpuAmdInfo vbiosVersion. */
        vbiosVersion: string;

        /** GpuAmdInfo performanceLevel. */
        performanceLevel: string;

        /** GpuAmdInfo gpuOverdrive. */
        gpuOverdrive: string;

        /** GpuAmdInfo gpuMemoryOverdrive. */
        gpuMemoryOverdrive: string;

        /** GpuAmdInfo maxPower. */
        maxPower: string;

        /** GpuAmdInfo series. */
        series: string;

        /** GpuAmdInfo model. */
        model: string;

        /** GpuAmdInfo vendor. */
        vendor: string;

        /** GpuAmdInfo sku. */
        sku: string;

        /** GpuAmdInfo sclkRange. */
        sclkRange: string;

        /** GpuAmdInfo mclkRange. */
        mclkRange: string;

        /**
         * Encodes the specified GpuAmdInfo message. Does not implicitly {@link wandb_internal.GpuAmdInfo.verify|verify} messages.
         * @param message GpuAmdInfo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.GpuAmdInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a GpuAmdInfo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.GpuAmdInfo & wandb_internal.GpuAmdInfo.$Shape} GpuAmdInfo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.GpuAmdInfo & wandb_internal.GpuAmdInfo.$Shape;
    }

    namespace GpuAmdInfo {

        /** Properties of a GpuAmdInfo. */
        interface $Properties {

            /** GpuAmdInfo id */
            id?: (string|null);

            /** GpuAmdInfo uniqueId */
            uniqueId?: (string|null);

            /** GpuAmdInfo vbiosVersion */
            vbiosVersion?: (string|null);

            /** GpuAmdInfo performanceLevel */
            performanceLevel?: (string|null);

            /** GpuAmdInfo gpuOverdrive */
            gpuOverdrive?: (string|null);

            /** GpuAmdInfo gpuMemoryOverdrive */
            gpuMemoryOverdrive?: (string|null);

            /** GpuAmdInfo maxPower */
            maxPower?: (string|null);

            /** GpuAmdInfo series */
            series?: (string|null);

            /** GpuAmdInfo model */
            model?: (string|null);

            /** GpuAmdInfo vendor */
            vendor?: (string|null);

            /** GpuAmdInfo sku */
            sku?: (string|null);

            /** GpuAmdInfo sclkRange */
            sclkRange?: (string|null);

            /** GpuAmdInfo mclkRange */
            mclkRange?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a GpuAmdInfo. */
        type $Shape = wandb_internal.GpuAmdInfo.$Properties;
    }

    /**
     * Properties of a TrainiumInfo.
     * @deprecated Use wandb_internal.TrainiumInfo.$Properties instead.
     */
    interface ITrainiumInfo extends wandb_internal.TrainiumInfo.$Properties {
    }

    /** Represents a TrainiumInfo. */
    class TrainiumInfo {

        /**
         * Constructs a new TrainiumInfo.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.TrainiumInfo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TrainiumInfo name. */
        name: string;

        /** TrainiumInfo vendor. */
        vendor: string;

        /** TrainiumInfo neuronDeviceCount. */
        neuronDeviceCount: number;

        /** TrainiumInfo neuroncorePerDeviceCount. */
        neuroncorePerDeviceCount: number;

        /**
         * Encodes the specified TrainiumInfo message. Does not implicitly {@link wandb_internal.TrainiumInfo.verify|verify} messages.
         * @param message TrainiumInfo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.TrainiumInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TrainiumInfo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.TrainiumInfo & wandb_internal.TrainiumInfo.$Shape} TrainiumInfo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.TrainiumInfo & wandb_internal.TrainiumInfo.$Shape;
    }

    namespace TrainiumInfo {

        /** Properties of a TrainiumInfo. */
        interface $Properties {

            /** TrainiumInfo name */
            name?: (string|null);

            /** TrainiumInfo vendor */
            vendor?: (string|null);

            /** TrainiumInfo neuronDeviceCount */
            neuronDeviceCount?: (number|null);

            /** TrainiumInfo neuroncorePerDeviceCount */
            neuroncorePerDeviceCount?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TrainiumInfo. */
        type $Shape = wandb_internal.TrainiumInfo.$Properties;
    }

    /**
     * Properties of a TPUInfo.
     * @deprecated Use wandb_internal.TPUInfo.$Properties instead.
     */
    interface ITPUInfo extends wandb_internal.TPUInfo.$Properties {
    }

    /** Represents a TPUInfo. */
    class TPUInfo {

        /**
         * Constructs a new TPUInfo.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.TPUInfo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TPUInfo name. */
        name: string;

        /** TPUInfo hbmGib. */
        hbmGib: number;

        /** TPUInfo devicesPerChip. */
        devicesPerChip: number;

        /** TPUInfo count. */
        count: number;

        /**
         * Encodes the specified TPUInfo message. Does not implicitly {@link wandb_internal.TPUInfo.verify|verify} messages.
         * @param message TPUInfo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.TPUInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TPUInfo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.TPUInfo & wandb_internal.TPUInfo.$Shape} TPUInfo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.TPUInfo & wandb_internal.TPUInfo.$Shape;
    }

    namespace TPUInfo {

        /** Properties of a TPUInfo. */
        interface $Properties {

            /** TPUInfo name */
            name?: (string|null);

            /** TPUInfo hbmGib */
            hbmGib?: (number|null);

            /** TPUInfo devicesPerChip */
            devicesPerChip?: (number|null);

            /** TPUInfo count */
            count?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TPUInfo. */
        type $Shape = wandb_internal.TPUInfo.$Properties;
    }

    /**
     * Properties of a CoreWeaveInfo.
     * @deprecated Use wandb_internal.CoreWeaveInfo.$Properties instead.
     */
    interface ICoreWeaveInfo extends wandb_internal.CoreWeaveInfo.$Properties {
    }

    /** Represents a CoreWeaveInfo. */
    class CoreWeaveInfo {

        /**
         * Constructs a new CoreWeaveInfo.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.CoreWeaveInfo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CoreWeaveInfo clusterName. */
        clusterName: string;

        /** CoreWeaveInfo orgId. */
        orgId: string;

        /** CoreWeaveInfo region. */
        region: string;

        /**
         * Encodes the specified CoreWeaveInfo message. Does not implicitly {@link wandb_internal.CoreWeaveInfo.verify|verify} messages.
         * @param message CoreWeaveInfo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.CoreWeaveInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CoreWeaveInfo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.CoreWeaveInfo & wandb_internal.CoreWeaveInfo.$Shape} CoreWeaveInfo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.CoreWeaveInfo & wandb_internal.CoreWeaveInfo.$Shape;
    }

    namespace CoreWeaveInfo {

        /** Properties of a CoreWeaveInfo. */
        interface $Properties {

            /** CoreWeaveInfo clusterName */
            clusterName?: (string|null);

            /** CoreWeaveInfo orgId */
            orgId?: (string|null);

            /** CoreWeaveInfo region */
            region?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CoreWeaveInfo. */
        type $Shape = wandb_internal.CoreWeaveInfo.$Properties;
    }

    /**
     * Properties of a TelemetryRecord.
     * @deprecated Use wandb_internal.TelemetryRecord.$Properties instead.
     */
    interface ITelemetryRecord extends wandb_internal.TelemetryRecord.$Properties {
    }

    /** Represents a TelemetryRecord. */
    class TelemetryRecord {

        /**
         * Constructs a new TelemetryRecord.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.TelemetryRecord.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TelemetryRecord importsInit. */
        importsInit?: (wandb_internal.Imports.$Properties|null);

        /** TelemetryRecord importsFinish. */
        importsFinish?: (wandb_internal.Imports.$Properties|null);

        /** TelemetryRecord feature. */
        feature?: (wandb_internal.Feature.$Properties|null);

        /** TelemetryRecord pythonVersion. */
        pythonVersion: string;

        /** TelemetryRecord cliVersion. */
        cliVersion: string;

        /** TelemetryRecord huggingfaceVersion. */
        huggingfaceVersion: string;

        /** TelemetryRecord env. */
        env?: (wandb_internal.Env.$Properties|null);

        /** TelemetryRecord label. */
        label?: (wandb_internal.Labels.$Properties|null);

        /** TelemetryRecord deprecated. */
        deprecated?: (wandb_internal.Deprecated.$Properties|null);

        /** TelemetryRecord coreVersion. */
        coreVersion: string;

        /** TelemetryRecord platform. */
        platform: string;

        /** TelemetryRecord _info. */
        _info?: (wandb_internal._RecordInfo.$Properties|null);

        /**
         * Encodes the specified TelemetryRecord message. Does not implicitly {@link wandb_internal.TelemetryRecord.verify|verify} messages.
         * @param message TelemetryRecord message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.TelemetryRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TelemetryRecord message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.TelemetryRecord & wandb_internal.TelemetryRecord.$Shape} TelemetryRecord
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.TelemetryRecord & wandb_internal.TelemetryRecord.$Shape;
    }

    namespace TelemetryRecord {

        /** Properties of a TelemetryRecord. */
        interface $Properties {

            /** TelemetryRecord importsInit */
            importsInit?: (wandb_internal.Imports.$Properties|null);

            /** TelemetryRecord importsFinish */
            importsFinish?: (wandb_internal.Imports.$Properties|null);

            /** TelemetryRecord feature */
            feature?: (wandb_internal.Feature.$Properties|null);

            /** TelemetryRecord pythonVersion */
            pythonVersion?: (string|null);

            /** TelemetryRecord cliVersion */
            cliVersion?: (string|null);

            /** TelemetryRecord huggingfaceVersion */
            huggingfaceVersion?: (string|null);

            /** TelemetryRecord env */
            env?: (wandb_internal.Env.$Properties|null);

            /** TelemetryRecord label */
            label?: (wandb_internal.Labels.$Properties|null);

            /** TelemetryRecord deprecated */
            deprecated?: (wandb_internal.Deprecated.$Properties|null);

            /** TelemetryRecord coreVersion */
            coreVersion?: (string|null);

            /** TelemetryRecord platform */
            platform?: (string|null);

            /** TelemetryRecord _info */
            _info?: (wandb_internal._RecordInfo.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TelemetryRecord. */
        type $Shape = wandb_internal.TelemetryRecord.$Properties;
    }

    /**
     * Properties of a Labels.
     * @deprecated Use wandb_internal.Labels.$Properties instead.
     */
    interface ILabels extends wandb_internal.Labels.$Properties {
    }

    /** Represents a Labels. */
    class Labels {

        /**
         * Constructs a new Labels.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.Labels.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Labels codeString. */
        codeString: string;

        /** Labels repoString. */
        repoString: string;

        /** Labels codeVersion. */
        codeVersion: string;

        /**
         * Encodes the specified Labels message. Does not implicitly {@link wandb_internal.Labels.verify|verify} messages.
         * @param message Labels message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.Labels.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Labels message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.Labels & wandb_internal.Labels.$Shape} Labels
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.Labels & wandb_internal.Labels.$Shape;
    }

    namespace Labels {

        /** Properties of a Labels. */
        interface $Properties {

            /** Labels codeString */
            codeString?: (string|null);

            /** Labels repoString */
            repoString?: (string|null);

            /** Labels codeVersion */
            codeVersion?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Labels. */
        type $Shape = wandb_internal.Labels.$Properties;
    }

    /**
     * Properties of an Imports.
     * @deprecated Use wandb_internal.Imports.$Properties instead.
     */
    interface IImports extends wandb_internal.Imports.$Properties {
    }

    /** Represents an Imports. */
    class Imports {

        /**
         * Constructs a new Imports.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.Imports.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Imports torch. */
        torch: boolean;

        /** Imports keras. */
        keras: boolean;

        /** Imports tensorflow. */
        tensorflow: boolean;

        /** Imports fastai. */
        fastai: boolean;

        /** Imports sklearn. */
        sklearn: boolean;

        /** Imports xgboost. */
        xgboost: boolean;

        /** Imports catboost. */
        catboost: boolean;

        /** Imports lightgbm. */
        lightgbm: boolean;

        /** Imports pytorchLightning. */
        pytorchLightning: boolean;

        /** Imports ignite. */
        ignite: boolean;

        /** Imports transformers. */
        transformers: boolean;

        /** Imports jax. */
        jax: boolean;

        /** Imports metaflow. */
        metaflow: boolean;

        /** Imports allennlp. */
        allennlp: boolean;

        /** Imports autogluon. */
        autogluon: boolean;

        /** Imports autokeras. */
        autokeras: boolean;

        /** Imports catalyst. */
        catalyst: boolean;

        /** Imports deepchem. */
        deepchem: boolean;

        /** Imports deepctr. */
        deepctr: boolean;

        /** Imports pycaret. */
        pycaret: boolean;

        /** Imports pytorchvideo. */
        pytorchvideo: boolean;

        /** Imports ray. */
        ray: boolean;

        /** Imports simpletransformers. */
        simpletransformers: boolean;

        /** Imports skorch. */
        skorch: boolean;

        /** Imports spacy. */
        spacy: boolean;

        /** Imports flash. */
        flash: boolean;

        /** Imports optuna. */
        optuna: boolean;

        /** Imports recbole. */
        recbole: boolean;

        /** Imports mmcv. */
        mmcv: boolean;

        /** Imports mmdet. */
        mmdet: boolean;

        /** Imports torchdrug. */
        torchdrug: boolean;

        /** Imports torchtext. */
        torchtext: boolean;

        /** Imports torchvision. */
        torchvision: boolean;

        /** Imports elegy. */
        elegy: boolean;

        /** Imports detectron2. */
        detectron2: boolean;

        /** Imports flair. */
        flair: boolean;

        /** Imports flax. */
        flax: boolean;

        /** Imports syft. */
        syft: boolean;

        /** Imports TTS. */
        TTS: boolean;

        /** Imports monai. */
        monai: boolean;

        /** Imports huggingfaceHub. */
        huggingfaceHub: boolean;

        /** Imports hydra. */
        hydra: boolean;

        /** Imports datasets. */
        datasets: boolean;

        /** Imports sacred. */
        sacred: boolean;

        /** Imports joblib. */
        joblib: boolean;

        /** Imports dask. */
        dask: boolean;

        /** Imports paddleocr. */
        paddleocr: boolean;

        /** Imports ppdet. */
        ppdet: boolean;

        /** Imports paddleseg. */
        paddleseg: boolean;

        /** Imports paddlenlp. */
        paddlenlp: boolean;

        /** Imports mmseg. */
        mmseg: boolean;

        /** Imports mmocr. */
        mmocr: boolean;

        /** Imports mmcls. */
        mmcls: boolean;

        /** Imports timm. */
        timm: boolean;

        /** Imports fairseq. */
        fairseq: boolean;

        /** Imports deepchecks. */
        deepchecks: boolean;

        /** Imports composer. */
        composer: boolean;

        /** Imports sparseml. */
        sparseml: boolean;

        /** Imports anomalib. */
        anomalib: boolean;

        /** Imports zenml. */
        zenml: boolean;

        /** Imports colossalai. */
        colossalai: boolean;

        /** Imports accelerate. */
        accelerate: boolean;

        /** Imports merlin. */
        merlin: boolean;

        /** Imports nanodet. */
        nanodet: boolean;

        /** Imports segmentationModelsPytorch. */
        segmentationModelsPytorch: boolean;

        /** Imports sentenceTransformers. */
        sentenceTransformers: boolean;

        /** Imports dgl. */
        dgl: boolean;

        /** Imports torchGeometric. */
        torchGeometric: boolean;

        /** Imports jina. */
        jina: boolean;

        /** Imports kornia. */
        kornia: boolean;

        /** Imports albumentations. */
        albumentations: boolean;

        /** Imports kerasCv. */
        kerasCv: boolean;

        /** Imports mmengine. */
        mmengine: boolean;

        /** Imports diffusers. */
        diffusers: boolean;

        /** Imports trl. */
        trl: boolean;

        /** Imports trlx. */
        trlx: boolean;

        /** Imports langchain. */
        langchain: boolean;

        /** Imports llamaIndex. */
        llamaIndex: boolean;

        /** Imports stabilitySdk. */
        stabilitySdk: boolean;

        /** Imports prefect. */
        prefect: boolean;

        /** Imports prefectRay. */
        prefectRay: boolean;

        /** Imports pinecone. */
        pinecone: boolean;

        /** Imports chromadb. */
        chromadb: boolean;

        /** Imports weaviate. */
        weaviate: boolean;

        /** Imports promptlayer. */
        promptlayer: boolean;

        /** Imports openai. */
        openai: boolean;

        /** Imports cohere. */
        cohere: boolean;

        /** Imports anthropic. */
        anthropic: boolean;

        /** Imports peft. */
        peft: boolean;

        /** Imports optimum. */
        optimum: boolean;

        /** Imports evaluate. */
        evaluate: boolean;

        /** Imports langflow. */
        langflow: boolean;

        /** Imports kerasCore. */
        kerasCore: boolean;

        /** Imports lightningFabric. */
        lightningFabric: boolean;

        /** Imports curatedTransformers. */
        curatedTransformers: boolean;

        /** Imports orjson. */
        orjson: boolean;

        /** Imports lightning. */
        lightning: boolean;

        /** Imports dspy. */
        dspy: boolean;

        /**
         * Encodes the specified Imports message. Does not implicitly {@link wandb_internal.Imports.verify|verify} messages.
         * @param message Imports message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.Imports.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Imports message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.Imports & wandb_internal.Imports.$Shape} Imports
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.Imports & wandb_internal.Imports.$Shape;
    }

    namespace Imports {

        /** Properties of an Imports. */
        interface $Properties {

            /** Imports torch */
            torch?: (boolean|null);

            /** Imports keras */
            keras?: (boolean|null);

            /** Imports tensorflow */
            tensorflow?: (boolean|null);

            /** Imports fastai */
            fastai?: (boolean|null);

            /** Imports sklearn */
            sklearn?: (boolean|null);

            /** Imports xgboost */
            xgboost?: (boolean|null);

            /** Imports catboost */
            catboost?: (boolean|null);

            /** Imports lightgbm */
            lightgbm?: (boolean|null);

            /** Imports pytorchLightning */
            pytorchLightning?: (boolean|null);

            /** Imports ignite */
            ignite?: (boolean|null);

            /** Imports transformers */
            transformers?: (boolean|null);

            /** Imports jax */
            jax?: (boolean|null);

            /** Imports metaflow */
            metaflow?: (boolean|null);

            /** Imports allennlp */
            allennlp?: (boolean|null);

            /** Imports autogluon */
            autogluon?: (boolean|null);

            /** Imports autokeras */
            autokeras?: (boolean|null);

            /** Imports catalyst */
            catalyst?: (boolean|null);

            /** Imports deepchem */
            deepchem?: (boolean|null);

            /** Imports deepctr */
            deepctr?: (boolean|null);

            /** Imports pycaret */
            pycaret?: (boolean|null);

            /** Imports pytorchvideo */
            pytorchvideo?: (boolean|null);

            /** Imports ray */
            ray?: (boolean|null);

            /** Imports simpletransformers */
            simpletransformers?: (boolean|null);

            /** Imports skorch */
            skorch?: (boolean|null);

            /** Imports spacy */
            spacy?: (boolean|null);

            /** Imports flash */
            flash?: (boolean|null);

            /** Imports optuna */
            optuna?: (boolean|null);

            /** Imports recbole */
            recbole?: (boolean|null);

            /** Imports mmcv */
            mmcv?: (boolean|null);

            /** Imports mmdet */
            mmdet?: (boolean|null);

            /** Imports torchdrug */
            torchdrug?: (boolean|null);

            /** Imports torchtext */
            torchtext?: (boolean|null);

            /** Imports torchvision */
            torchvision?: (boolean|null);

            /** Imports elegy */
            elegy?: (boolean|null);

            /** Imports detectron2 */
            detectron2?: (boolean|null);

            /** Imports flair */
            flair?: (boolean|null);

            /** Imports flax */
            flax?: (boolean|null);

            /** Imports syft */
            syft?: (boolean|null);

            /** Imports TTS */
            TTS?: (boolean|null);

            /** Imports monai */
            monai?: (boolean|null);

            /** Imports huggingfaceHub */
            huggingfaceHub?: (boolean|null);

            /** Imports hydra */
            hydra?: (boolean|null);

            /** Imports datasets */
            datasets?: (boolean|null);

            /** Imports sacred */
            sacred?: (boolean|null);

            /** Imports joblib */
            joblib?: (boolean|null);

            /** Imports dask */
            dask?: (boolean|null);

            /** Imports paddleocr */
            paddleocr?: (boolean|null);

            /** Imports ppdet */
            ppdet?: (boolean|null);

            /** Imports paddleseg */
            paddleseg?: (boolean|null);

            /** Imports paddlenlp */
            paddlenlp?: (boolean|null);

            /** Imports mmseg */
            mmseg?: (boolean|null);

            /** Imports mmocr */
            mmocr?: (boolean|null);

            /** Imports mmcls */
            mmcls?: (boolean|null);

            /** Imports timm */
            timm?: (boolean|null);

            /** Imports fairseq */
            fairseq?: (boolean|null);

            /** Imports deepchecks */
            deepchecks?: (boolean|null);

            /** Imports composer */
            composer?: (boolean|null);

            /** Imports sparseml */
            sparseml?: (boolean|null);

            /** Imports anomalib */
            anomalib?: (boolean|null);

            /** Imports zenml */
            zenml?: (boolean|null);

            /** Imports colossalai */
            colossalai?: (boolean|null);

            /** Imports accelerate */
            accelerate?: (boolean|null);

            /** Imports merlin */
            merlin?: (boolean|null);

            /** Imports nanodet */
            nanodet?: (boolean|null);

            /** Imports segmentationModelsPytorch */
            segmentationModelsPytorch?: (boolean|null);

            /** Imports sentenceTransformers */
            sentenceTransformers?: (boolean|null);

            /** Imports dgl */
            dgl?: (boolean|null);

            /** Imports torchGeometric */
            torchGeometric?: (boolean|null);

            /** Imports jina */
            jina?: (boolean|null);

            /** Imports kornia */
            kornia?: (boolean|null);

            /** Imports albumentations */
            albumentations?: (boolean|null);

            /** Imports kerasCv */
            kerasCv?: (boolean|null);

            /** Imports mmengine */
            mmengine?: (boolean|null);

            /** Imports diffusers */
            diffusers?: (boolean|null);

            /** Imports trl */
            trl?: (boolean|null);

            /** Imports trlx */
            trlx?: (boolean|null);

            /** Imports langchain */
            langchain?: (boolean|null);

            /** Imports llamaIndex */
            llamaIndex?: (boolean|null);

            /** Imports stabilitySdk */
            stabilitySdk?: (boolean|null);

            /** Imports prefect */
            prefect?: (boolean|null);

            /** Imports prefectRay */
            prefectRay?: (boolean|null);

            /** Imports pinecone */
            pinecone?: (boolean|null);

            /** Imports chromadb */
            chromadb?: (boolean|null);

            /** Imports weaviate */
            weaviate?: (boolean|null);

            /** Imports promptlayer */
            promptlayer?: (boolean|null);

            /** Imports openai */
            openai?: (boolean|null);

            /** Imports cohere */
            cohere?: (boolean|null);

            /** Imports anthropic */
            anthropic?: (boolean|null);

            /** Imports peft */
            peft?: (boolean|null);

            /** Imports optimum */
            optimum?: (boolean|null);

            /** Imports evaluate */
            evaluate?: (boolean|null);

            /** Imports langflow */
            langflow?: (boolean|null);

            /** Imports kerasCore */
            kerasCore?: (boolean|null);

            /** Imports lightningFabric */
            lightningFabric?: (boolean|null);

            /** Imports curatedTransformers */
            curatedTransformers?: (boolean|null);

            /** Imports orjson */
            orjson?: (boolean|null);

            /** Imports lightning */
            lightning?: (boolean|null);

            /** Imports dspy */
            dspy?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Imports. */
        type $Shape = wandb_internal.Imports.$Properties;
    }

    /**
     * Properties of a Feature.
     * @deprecated Use wandb_internal.Feature.$Properties instead.
     */
    interface IFeature extends wandb_internal.Feature.$Properties {
    }

    /** Represents a Feature. */
    class Feature {

        /**
         * Constructs a new Feature.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.Feature.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Feature watch. */
        watch: boolean;

        /** Feature finish. */
        finish: boolean;

        /** Feature save. */
        save: boolean;

        /** Feature offline. */
        offline: boolean;

        /** Feature resumed. */
        resumed: boolean;

        /** Feature grpc. */
        grpc: boolean;

        /** Feature metric. */
        metric: boolean;

        /** Feature keras. */
        keras: boolean;

        /** Feature sagemaker. */
        sagemaker: boolean;

        /** Feature artifactIncremental. */
        artifactIncremental: boolean;

        /** Feature metaflow. */
        metaflow: boolean;

        /** Feature prodigy. */
        prodigy: boolean;

        /** Feature setInitName. */
        setInitName: boolean;

        /** Feature setInitId. */
        setInitId: boolean;

        /** Feature setInitTags. */
        setInitTags: boolean;

        /** Feature setInitConfig. */
        setInitConfig: boolean;

        /** Feature setRunName. */
        setRunName: boolean;

        /** Feature setRunTags. */
        setRunTags: boolean;

        /** Feature setConfigItem. */
        setConfigItem: boolean;

        /** Feature launch. */
        launch: boolean;

        /** Feature torchProfilerTrace. */
        torchProfilerTrace: boolean;

        /** Feature sb3. */
        sb3: boolean;

        /** Feature initReturnRun. */
        initReturnRun: boolean;

        /** Feature lightgbmWandbCallback. */
        lightgbmWandbCallback: boolean;

        /** Feature lightgbmLogSummary. */
        lightgbmLogSummary: boolean;

        /** Feature catboostWandbCallback. */
        catboostWandbCallback: boolean;

        /** Feature catboostLogSummary. */
        catboostLogSummary: boolean;

        /** Feature tensorboardLog. */
        tensorboardLog: boolean;

        /** Feature estimatorHook. */
        estimatorHook: boolean;

        /** Feature xgboostWandbCallback. */
        xgboostWandbCallback: boolean;

        /** Feature xgboostOldWandbCallback. */
        xgboostOldWandbCallback: boolean;

        /** Feature attach. */
        attach: boolean;

        /** Feature tensorboardPatch. */
        tensorboardPatch: boolean;

        /** Feature tensorboardSync. */
        tensorboardSync: boolean;

        /** Feature kfpWandbLog. */
        kfpWandbLog: boolean;

        /** Feature maybeRunOverwrite. */
        maybeRunOverwrite: boolean;

        /** Feature kerasMetricsLogger. */
        kerasMetricsLogger: boolean;

        /** Feature kerasModelCheckpoint. */
        kerasModelCheckpoint: boolean;

        /** Feature kerasWandbEvalCallback. */
        kerasWandbEvalCallback: boolean;

        /** Feature flowControlOverflow. */
        flowControlOverflow: boolean;

        /** Feature sync. */
        sync: boolean;

        /** Feature flowControlDisabled. */
        flowControlDisabled: boolean;

        /** Feature flowControlCustom. */
        flowControlCustom: boolean;

        /** Feature openMetrics. */
        openMetrics: boolean;

        /** Feature ultralyticsYolov8. */
        ultralyticsYolov8: boolean;

        /** Feature syncTfevents. */
        syncTfevents: boolean;

        /** Feature asyncUploads. */
        asyncUploads: boolean;

        /** Feature openaiAutolog. */
        openaiAutolog: boolean;

        /** Feature langchainTracer. */
        langchainTracer: boolean;

        /** Feature cohereAutolog. */
        cohereAutolog: boolean;

        /** Feature hfPipelineAutolog. */
        hfPipelineAutolog: boolean;

        /** Feature libC. */
        libC: boolean;

        /** Feature libCpp. */
        libCpp: boolean;

        /** Feature openaiFinetuning. */
        openaiFinetuning: boolean;

        /** Feature diffusersAutolog. */
        diffusersAutolog: boolean;

        /** Feature lightningFabricLogger. */
        lightningFabricLogger: boolean;

        /** Feature setStepLog. */
        setStepLog: boolean;

        /** Feature setSummary. */
        setSummary: boolean;

        /** Feature metricSummary. */
        metricSummary: boolean;

        /** Feature metricGoal. */
        metricGoal: boolean;

        /** Feature metricHidden. */
        metricHidden: boolean;

        /** Feature metricStepSync. */
        metricStepSync: boolean;

        /** Feature sharedMode. */
        sharedMode: boolean;

        /** Feature serverSideDerivedSummary. */
        serverSideDerivedSummary: boolean;

        /** Feature userProvidedLabel. */
        userProvidedLabel: boolean;

        /** Feature dcgmProfilingEnabled. */
        dcgmProfilingEnabled: boolean;

        /** Feature forkMode. */
        forkMode: boolean;

        /** Feature rewindMode. */
        rewindMode: boolean;

        /** Feature dspyCallback. */
        dspyCallback: boolean;

        /** Feature finishTimeout. */
        finishTimeout: boolean;

        /** Feature finishTimeoutRaises. */
        finishTimeoutRaises: boolean;

        /** Feature sync2. */
        sync2: boolean;

        /** Feature evalTable. */
        evalTable: boolean;

        /** Feature table. */
        table: boolean;

        /** Feature incrementalTable. */
        incrementalTable: boolean;

        /**
         * Encodes the specified Feature message. Does not implicitly {@link wandb_internal.Feature.verify|verify} messages.
         * @param message Feature message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.Feature.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Feature message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.Feature & wandb_internal.Feature.$Shape} Feature
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.Feature & wandb_internal.Feature.$Shape;
    }

    namespace Feature {

        /** Properties of a Feature. */
        interface $Properties {

            /** Feature watch */
            watch?: (boolean|null);

            /** Feature finish */
            finish?: (boolean|null);

            /** Feature save */
            save?: (boolean|null);

            /** Feature offline */
            offline?: (boolean|null);

            /** Feature resumed */
            resumed?: (boolean|null);

            /** Feature grpc */
            grpc?: (boolean|null);

            /** Feature metric */
            metric?: (boolean|null);

            /** Feature keras */
            keras?: (boolean|null);

            /** Feature sagemaker */
            sagemaker?: (boolean|null);

            /** Feature artifactIncremental */
            artifactIncremental?: (boolean|null);

            /** Feature metaflow */
            metaflow?: (boolean|null);

            /** Feature prodigy */
            prodigy?: (boolean|null);

            /** Feature setInitName */
            setInitName?: (boolean|null);

            /** Feature setInitId */
            setInitId?: (boolean|null);

            /** Feature setInitTags */
            setInitTags?: (boolean|null);

            /** Feature setInitConfig */
            setInitConfig?: (boolean|null);

            /** Feature setRunName */
            setRunName?: (boolean|null);

            /** Feature setRunTags */
            setRunTags?: (boolean|null);

            /** Feature setConfigItem */
            setConfigItem?: (boolean|null);

            /** Feature launch */
            launch?: (boolean|null);

            /** Feature torchProfilerTrace */
            torchProfilerTrace?: (boolean|null);

            /** Feature sb3 */
            sb3?: (boolean|null);

            /** Feature initReturnRun */
            initReturnRun?: (boolean|null);

            /** Feature lightgbmWandbCallback */
            lightgbmWandbCallback?: (boolean|null);

            /** Feature lightgbmLogSummary */
            lightgbmLogSummary?: (boolean|null);

            /** Feature catboostWandbCallback */
            catboostWandbCallback?: (boolean|null);

            /** Feature catboostLogSummary */
            catboostLogSummary?: (boolean|null);

            /** Feature tensorboardLog */
            tensorboardLog?: (boolean|null);

            /** Feature estimatorHook */
            estimatorHook?: (boolean|null);

            /** Feature xgboostWandbCallback */
            xgboostWandbCallback?: (boolean|null);

            /** Feature xgboostOldWandbCallback */
            xgboostOldWandbCallback?: (boolean|null);

            /** Feature attach */
            attach?: (boolean|null);

            /** Feature tensorboardPatch */
            tensorboardPatch?: (boolean|null);

            /** Feature tensorboardSync */
            tensorboardSync?: (boolean|null);

            /** Feature kfpWandbLog */
            kfpWandbLog?: (boolean|null);

            /** Feature maybeRunOverwrite */
            maybeRunOverwrite?: (boolean|null);

            /** Feature kerasMetricsLogger */
            kerasMetricsLogger?: (boolean|null);

            /** Feature kerasModelCheckpoint */
            kerasModelCheckpoint?: (boolean|null);

            /** Feature kerasWandbEvalCallback */
            kerasWandbEvalCallback?: (boolean|null);

            /** Feature flowControlOverflow */
            flowControlOverflow?: (boolean|null);

            /** Feature sync */
            sync?: (boolean|null);

            /** Feature flowControlDisabled */
            flowControlDisabled?: (boolean|null);

            /** Feature flowControlCustom */
            flowControlCustom?: (boolean|null);

            /** Feature openMetrics */
            openMetrics?: (boolean|null);

            /** Feature ultralyticsYolov8 */
            ultralyticsYolov8?: (boolean|null);

            /** Feature syncTfevents */
            syncTfevents?: (boolean|null);

            /** Feature asyncUploads */
            asyncUploads?: (boolean|null);

            /** Feature openaiAutolog */
            openaiAutolog?: (boolean|null);

            /** Feature langchainTracer */
            langchainTracer?: (boolean|null);

            /** Feature cohereAutolog */
            cohereAutolog?: (boolean|null);

            /** Feature hfPipelineAutolog */
            hfPipelineAutolog?: (boolean|null);

            /** Feature libC */
            libC?: (boolean|null);

            /** Feature libCpp */
            libCpp?: (boolean|null);

            /** Feature openaiFinetuning */
            openaiFinetuning?: (boolean|null);

            /** Feature diffusersAutolog */
            diffusersAutolog?: (boolean|null);

            /** Feature lightningFabricLogger */
            lightningFabricLogger?: (boolean|null);

            /** Feature setStepLog */
            setStepLog?: (boolean|null);

            /** Feature setSummary */
            setSummary?: (boolean|null);

            /** Feature metricSummary */
            metricSummary?: (boolean|null);

            /** Feature metricGoal */
            metricGoal?: (boolean|null);

            /** Feature metricHidden */
            metricHidden?: (boolean|null);

            /** Feature metricStepSync */
            metricStepSync?: (boolean|null);

            /** Feature sharedMode */
            sharedMode?: (boolean|null);

            /** Feature serverSideDerivedSummary */
            serverSideDerivedSummary?: (boolean|null);

            /** Feature userProvidedLabel */
            userProvidedLabel?: (boolean|null);

            /** Feature dcgmProfilingEnabled */
            dcgmProfilingEnabled?: (boolean|null);

            /** Feature forkMode */
            forkMode?: (boolean|null);

            /** Feature rewindMode */
            rewindMode?: (boolean|null);

            /** Feature dspyCallback */
            dspyCallback?: (boolean|null);

            /** Feature finishTimeout */
            finishTimeout?: (boolean|null);

            /** Feature finishTimeoutRaises */
            finishTimeoutRaises?: (boolean|null);

            /** Feature sync2 */
            sync2?: (boolean|null);

            /** Feature evalTable */
            evalTable?: (boolean|null);

            /** Feature table */
            table?: (boolean|null);

            /** Feature incrementalTable */
            incrementalTable?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Feature. */
        type $Shape = wandb_internal.Feature.$Properties;
    }

    /**
     * Properties of an Env.
     * @deprecated Use wandb_internal.Env.$Properties instead.
     */
    interface IEnv extends wandb_internal.Env.$Properties {
    }

    /** Represents an Env. */
    class Env {

        /**
         * Constructs a new Env.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.Env.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Env jupyter. */
        jupyter: boolean;

        /** Env kaggle. */
        kaggle: boolean;

        /** Env windows. */
        windows: boolean;

        /** Env m1Gpu. */
        m1Gpu: boolean;

        /** Env trainium. */
        trainium: boolean;

        /** Env pex. */
        pex: boolean;

        /** Env colab. */
        colab: boolean;

        /** Env ipython. */
        ipython: boolean;

        /** Env awsLambda. */
        awsLambda: boolean;

        /** Env amdGpu. */
        amdGpu: boolean;

        /**
         * Encodes the specified Env message. Does not implicitly {@link wandb_internal.Env.verify|verify} messages.
         * @param message Env message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.Env.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Env message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.Env & wandb_internal.Env.$Shape} Env
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.Env & wandb_internal.Env.$Shape;
    }

    namespace Env {

        /** Properties of an Env. */
        interface $Properties {

            /** Env jupyter */
            jupyter?: (boolean|null);

            /** Env kaggle */
            kaggle?: (boolean|null);

            /** Env windows */
            windows?: (boolean|null);

            /** Env m1Gpu */
            m1Gpu?: (boolean|null);

            /** Env trainium */
            trainium?: (boolean|null);

            /** Env pex */
            pex?: (boolean|null);

            /** Env colab */
            colab?: (boolean|null);

            /** Env ipython */
            ipython?: (boolean|null);

            /** Env awsLambda */
            awsLambda?: (boolean|null);

            /** Env amdGpu */
            amdGpu?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Env. */
        type $Shape = wandb_internal.Env.$Properties;
    }

    /**
     * Properties of a Deprecated.
     * @deprecated Use wandb_internal.Deprecated.$Properties instead.
     */
    interface IDeprecated extends wandb_internal.Deprecated.$Properties {
    }

    /** Represents a Deprecated. */
    class Deprecated {

        /**
         * Constructs a new Deprecated.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.Deprecated.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Deprecated plots. */
        plots: boolean;

        /** Deprecated init_ConfigIncludeKeys. */
        init_ConfigIncludeKeys: boolean;

        /** Deprecated init_ConfigExcludeKeys. */
        init_ConfigExcludeKeys: boolean;

        /** Deprecated artifact_GetPath. */
        artifact_GetPath: boolean;

        /** Deprecated artifactmanifestentry_Name. */
        artifactmanifestentry_Name: boolean;

        /** Deprecated api_ArtifactVersions. */
        api_ArtifactVersions: boolean;

        /** Deprecated artifactCollection_ChangeType. */
        artifactCollection_ChangeType: boolean;

        /** Deprecated run_DefineMetricCopy. */
        run_DefineMetricCopy: boolean;

        /** Deprecated runDisabled. */
        runDisabled: boolean;

        /** Deprecated run_DefineMetricBestGoal. */
        run_DefineMetricBestGoal: boolean;

        /** Deprecated run_FinishQuiet. */
        run_FinishQuiet: boolean;

        /** Deprecated run_ReinitBool. */
        run_ReinitBool: boolean;

        /** Deprecated run_GetUrl. */
        run_GetUrl: boolean;

        /** Deprecated run_ProjectName. */
        run_ProjectName: boolean;

        /** Deprecated run_GetProjectUrl. */
        run_GetProjectUrl: boolean;

        /** Deprecated run_GetSweepUrl. */
        run_GetSweepUrl: boolean;

        /** Deprecated run_UseArtifactUseAs. */
        run_UseArtifactUseAs: boolean;

        /** Deprecated artifact_UseAs. */
        artifact_UseAs: boolean;

        /** Deprecated artifact_InitUseAs. */
        artifact_InitUseAs: boolean;

        /** Deprecated kfpV1WandbLog. */
        kfpV1WandbLog: boolean;

        /** Deprecated wandbApi. */
        wandbApi: boolean;

        /**
         * Encodes the specified Deprecated message. Does not implicitly {@link wandb_internal.Deprecated.verify|verify} messages.
         * @param message Deprecated message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.Deprecated.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Deprecated message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.Deprecated & wandb_internal.Deprecated.$Shape} Deprecated
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.Deprecated & wandb_internal.Deprecated.$Shape;
    }

    namespace Deprecated {

        /** Properties of a Deprecated. */
        interface $Properties {

            /** Deprecated plots */
            plots?: (boolean|null);

            /** Deprecated init_ConfigIncludeKeys */
            init_ConfigIncludeKeys?: (boolean|null);

            /** Deprecated init_ConfigExcludeKeys */
            init_ConfigExcludeKeys?: (boolean|null);

            /** Deprecated artifact_GetPath */
            artifact_GetPath?: (boolean|null);

            /** Deprecated artifactmanifestentry_Name */
            artifactmanifestentry_Name?: (boolean|null);

            /** Deprecated api_ArtifactVersions */
            api_ArtifactVersions?: (boolean|null);

            /** Deprecated artifactCollection_ChangeType */
            artifactCollection_ChangeType?: (boolean|null);

            /** Deprecated run_DefineMetricCopy */
            run_DefineMetricCopy?: (boolean|null);

            /** Deprecated runDisabled */
            runDisabled?: (boolean|null);

            /** Deprecated run_DefineMetricBestGoal */
            run_DefineMetricBestGoal?: (boolean|null);

            /** Deprecated run_FinishQuiet */
            run_FinishQuiet?: (boolean|null);

            /** Deprecated run_ReinitBool */
            run_ReinitBool?: (boolean|null);

            /** Deprecated run_GetUrl */
            run_GetUrl?: (boolean|null);

            /** Deprecated run_ProjectName */
            run_ProjectName?: (boolean|null);

            /** Deprecated run_GetProjectUrl */
            run_GetProjectUrl?: (boolean|null);

            /** Deprecated run_GetSweepUrl */
            run_GetSweepUrl?: (boolean|null);

            /** Deprecated run_UseArtifactUseAs */
            run_UseArtifactUseAs?: (boolean|null);

            /** Deprecated artifact_UseAs */
            artifact_UseAs?: (boolean|null);

            /** Deprecated artifact_InitUseAs */
            artifact_InitUseAs?: (boolean|null);

            /** Deprecated kfpV1WandbLog */
            kfpV1WandbLog?: (boolean|null);

            /** Deprecated wandbApi */
            wandbApi?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Deprecated. */
        type $Shape = wandb_internal.Deprecated.$Properties;
    }

    /**
     * Properties of a PartialJobArtifact.
     * @deprecated Use wandb_internal.PartialJobArtifact.$Properties instead.
     */
    interface IPartialJobArtifact extends wandb_internal.PartialJobArtifact.$Properties {
    }

    /** Represents a PartialJobArtifact. */
    class PartialJobArtifact {

        /**
         * Constructs a new PartialJobArtifact.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.PartialJobArtifact.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PartialJobArtifact jobName. */
        jobName: string;

        /** PartialJobArtifact sourceInfo. */
        sourceInfo?: (wandb_internal.JobSource.$Properties|null);

        /**
         * Encodes the specified PartialJobArtifact message. Does not implicitly {@link wandb_internal.PartialJobArtifact.verify|verify} messages.
         * @param message PartialJobArtifact message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.PartialJobArtifact.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PartialJobArtifact message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.PartialJobArtifact & wandb_internal.PartialJobArtifact.$Shape} PartialJobArtifact
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.PartialJobArtifact & wandb_internal.PartialJobArtifact.$Shape;
    }

    namespace PartialJobArtifact {

        /** Properties of a PartialJobArtifact. */
        interface $Properties {

            /** PartialJobArtifact jobName */
            jobName?: (string|null);

            /** PartialJobArtifact sourceInfo */
            sourceInfo?: (wandb_internal.JobSource.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PartialJobArtifact. */
        type $Shape = wandb_internal.PartialJobArtifact.$Properties;
    }

    /**
     * Properties of a JobSource.
     * @deprecated Use wandb_internal.JobSource.$Properties instead.
     */
    interface IJobSource extends wandb_internal.JobSource.$Properties {
    }

    /** Represents a JobSource. */
    class JobSource {

        /**
         * Constructs a new JobSource.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.JobSource.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** JobSource _version. */
        _version: string;

        /** JobSource sourceType. */
        sourceType: string;

        /** JobSource source. */
        source?: (wandb_internal.Source.$Properties|null);

        /** JobSource runtime. */
        runtime: string;

        /**
         * Encodes the specified JobSource message. Does not implicitly {@link wandb_internal.JobSource.verify|verify} messages.
         * @param message JobSource message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.JobSource.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a JobSource message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.JobSource & wandb_internal.JobSource.$Shape} JobSource
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.JobSource & wandb_internal.JobSource.$Shape;
    }

    namespace JobSource {

        /** Properties of a JobSource. */
        interface $Properties {

            /** JobSource _version */
            _version?: (string|null);

            /** JobSource sourceType */
            sourceType?: (string|null);

            /** JobSource source */
            source?: (wandb_internal.Source.$Properties|null);

            /** JobSource runtime */
            runtime?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a JobSource. */
        type $Shape = wandb_internal.JobSource.$Properties;
    }

    /**
     * Properties of a Source.
     * @deprecated Use wandb_internal.Source.$Properties instead.
     */
    interface ISource extends wandb_internal.Source.$Properties {
    }

    /** Represents a Source. */
    class Source {

        /**
         * Constructs a new Source.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.Source.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Source git. */
        git?: (wandb_internal.GitSource.$Properties|null);

        /** Source artifact. */
        artifact?: (wandb_internal.ArtifactInfo.$Properties|null);

        /** Source image. */
        image?: (wandb_internal.ImageSource.$Properties|null);

        /**
         * Encodes the specified Source message. Does not implicitly {@link wandb_internal.Source.verify|verify} messages.
         * @param message Source message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.Source.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Source message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.Source & wandb_internal.Source.$Shape} Source
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.Source & wandb_internal.Source.$Shape;
    }

    namespace Source {

        /** Properties of a Source. */
        interface $Properties {

            /** Source git */
            git?: (wandb_internal.GitSource.$Properties|null);

            /** Source artifact */
            artifact?: (wandb_internal.ArtifactInfo.$Properties|null);

            /** Source image */
            image?: (wandb_internal.ImageSource.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Source. */
        type $Shape = wandb_internal.Source.$Properties;
    }

    /**
     * Properties of a GitSource.
     * @deprecated Use wandb_internal.GitSource.$Properties instead.
     */
    interface IGitSource extends wandb_internal.GitSource.$Properties {
    }

    /** Represents a GitSource. */
    class GitSource {

        /**
         * Constructs a new GitSource.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.GitSource.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** GitSource gitInfo. */
        gitInfo?: (wandb_internal.GitInfo.$Properties|null);

        /** GitSource entrypoint. */
        entrypoint: string[];

        /** GitSource notebook. */
        notebook: boolean;

        /** GitSource buildContext. */
        buildContext: string;

        /** GitSource dockerfile. */
        dockerfile: string;

        /**
         * Encodes the specified GitSource message. Does not implicitly {@link wandb_internal.GitSource.verify|verify} messages.
         * @param message GitSource message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.GitSource.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a GitSource message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.GitSource & wandb_internal.GitSource.$Shape} GitSource
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.GitSource & wandb_internal.GitSource.$Shape;
    }

    namespace GitSource {

        /** Properties of a GitSource. */
        interface $Properties {

            /** GitSource gitInfo */
            gitInfo?: (wandb_internal.GitInfo.$Properties|null);

            /** GitSource entrypoint */
            entrypoint?: (string[]|null);

            /** GitSource notebook */
            notebook?: (boolean|null);

            /** GitSource buildContext */
            buildContext?: (string|null);

            /** GitSource dockerfile */
            dockerfile?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a GitSource. */
        type $Shape = wandb_internal.GitSource.$Properties;
    }

    /**
     * Properties of a GitInfo.
     * @deprecated Use wandb_internal.GitInfo.$Properties instead.
     */
    interface IGitInfo extends wandb_internal.GitInfo.$Properties {
    }

    /** Represents a GitInfo. */
    class GitInfo {

        /**
         * Constructs a new GitInfo.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.GitInfo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** GitInfo remote. */
        remote: string;

        /** GitInfo commit. */
        commit: string;

        /**
         * Encodes the specified GitInfo message. Does not implicitly {@link wandb_internal.GitInfo.verify|verify} messages.
         * @param message GitInfo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.GitInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a GitInfo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.GitInfo & wandb_internal.GitInfo.$Shape} GitInfo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.GitInfo & wandb_internal.GitInfo.$Shape;
    }

    namespace GitInfo {

        /** Properties of a GitInfo. */
        interface $Properties {

            /** GitInfo remote */
            remote?: (string|null);

            /** GitInfo commit */
            commit?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a GitInfo. */
        type $Shape = wandb_internal.GitInfo.$Properties;
    }

    /**
     * Properties of an ArtifactInfo.
     * @deprecated Use wandb_internal.ArtifactInfo.$Properties instead.
     */
    interface IArtifactInfo extends wandb_internal.ArtifactInfo.$Properties {
    }

    /** Represents an ArtifactInfo. */
    class ArtifactInfo {

        /**
         * Constructs a new ArtifactInfo.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.ArtifactInfo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ArtifactInfo artifact. */
        artifact: string;

        /** ArtifactInfo entrypoint. */
        entrypoint: string[];

        /** ArtifactInfo notebook. */
        notebook: boolean;

        /** ArtifactInfo buildContext. */
        buildContext: string;

        /** ArtifactInfo dockerfile. */
        dockerfile: string;

        /**
         * Encodes the specified ArtifactInfo message. Does not implicitly {@link wandb_internal.ArtifactInfo.verify|verify} messages.
         * @param message ArtifactInfo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.ArtifactInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an ArtifactInfo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.ArtifactInfo & wandb_internal.ArtifactInfo.$Shape} ArtifactInfo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.ArtifactInfo & wandb_internal.ArtifactInfo.$Shape;
    }

    namespace ArtifactInfo {

        /** Properties of an ArtifactInfo. */
        interface $Properties {

            /** ArtifactInfo artifact */
            artifact?: (string|null);

            /** ArtifactInfo entrypoint */
            entrypoint?: (string[]|null);

            /** ArtifactInfo notebook */
            notebook?: (boolean|null);

            /** ArtifactInfo buildContext */
            buildContext?: (string|null);

            /** ArtifactInfo dockerfile */
            dockerfile?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an ArtifactInfo. */
        type $Shape = wandb_internal.ArtifactInfo.$Properties;
    }

    /**
     * Properties of an ImageSource.
     * @deprecated Use wandb_internal.ImageSource.$Properties instead.
     */
    interface IImageSource extends wandb_internal.ImageSource.$Properties {
    }

    /** Represents an ImageSource. */
    class ImageSource {

        /**
         * Constructs a new ImageSource.
         * @param [properties] Properties to set
         */
        constructor(properties?: wandb_internal.ImageSource.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ImageSource image. */
        image: string;

        /**
         * Encodes the specified ImageSource message. Does not implicitly {@link wandb_internal.ImageSource.verify|verify} messages.
         * @param message ImageSource message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: wandb_internal.ImageSource.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an ImageSource message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {wandb_internal.ImageSource & wandb_internal.ImageSource.$Shape} ImageSource
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): wandb_internal.ImageSource & wandb_internal.ImageSource.$Shape;
    }

    namespace ImageSource {

        /** Properties of an ImageSource. */
        interface $Properties {

            /** ImageSource image */
            image?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an ImageSource. */
        type $Shape = wandb_internal.ImageSource.$Properties;
    }
}
