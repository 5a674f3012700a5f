/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

const $root = {};

export const wandb_internal = $root.wandb_internal = (() => {

    const wandb_internal = {};

    wandb_internal.Timestamp = (function() {

        const Timestamp = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Timestamp.prototype.seconds = 0;
        Timestamp.prototype.nanos = 0;

        Timestamp.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.seconds != null && $Object.hasOwnProperty.call(message, "seconds") && (typeof message.seconds === "object" ? message.seconds.low || message.seconds.high : message.seconds !== 0))
                writer.uint32(8).int64(message.seconds);
            if (message.nanos != null && $Object.hasOwnProperty.call(message, "nanos") && message.nanos !== 0)
                writer.uint32(16).int32(message.nanos);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Timestamp.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.Timestamp();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.seconds = value;
                        else
                            delete message.seconds;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.nanos = value;
                        else
                            delete message.nanos;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Timestamp;
    })();

    wandb_internal.Request = (function() {

        const Request = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Request.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Request.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.Request();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Request;
    })();

    wandb_internal.Empty = (function() {

        const Empty = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Empty.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Empty.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.Empty();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Empty;
    })();

    wandb_internal.Record = (function() {

        const Record = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Record.prototype.num = 0;
        Record.prototype.control = null;
        Record.prototype.uuid = "";
        Record.prototype._info = null;
        Record.prototype.history = null;
        Record.prototype.summary = null;
        Record.prototype.output = null;
        Record.prototype.config = null;
        Record.prototype.files = null;
        Record.prototype.stats = null;
        Record.prototype.artifact = null;
        Record.prototype.tbrecord = null;
        Record.prototype.alert = null;
        Record.prototype.telemetry = null;
        Record.prototype.metric = null;
        Record.prototype.outputRaw = null;
        Record.prototype.run = null;
        Record.prototype.exit = null;
        Record.prototype.final = null;
        Record.prototype.header = null;
        Record.prototype.footer = null;
        Record.prototype.preempting = null;
        Record.prototype.noopLinkArtifact = null;
        Record.prototype.useArtifact = null;
        Record.prototype.environment = null;
        Record.prototype.outputLogger = null;
        Record.prototype.request = null;

        let $oneOfFields;

        $Object.defineProperty(Record.prototype, "recordType", {
            get: $util.oneOfGetter($oneOfFields = ["history", "summary", "output", "config", "files", "stats", "artifact", "tbrecord", "alert", "telemetry", "metric", "outputRaw", "run", "exit", "final", "header", "footer", "preempting", "noopLinkArtifact", "useArtifact", "environment", "outputLogger", "request"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        Record.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.num != null && $Object.hasOwnProperty.call(message, "num") && (typeof message.num === "object" ? message.num.low || message.num.high : message.num !== 0))
                writer.uint32(8).int64(message.num);
            if (message.history != null && $Object.hasOwnProperty.call(message, "history"))
                $root.wandb_internal.HistoryRecord.encode(message.history, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.summary != null && $Object.hasOwnProperty.call(message, "summary"))
                $root.wandb_internal.SummaryRecord.encode(message.summary, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.output != null && $Object.hasOwnProperty.call(message, "output"))
                $root.wandb_internal.OutputRecord.encode(message.output, writer.uint32(34).fork(), _depth + 1).ldelim();
            if (message.config != null && $Object.hasOwnProperty.call(message, "config"))
                $root.wandb_internal.ConfigRecord.encode(message.config, writer.uint32(42).fork(), _depth + 1).ldelim();
            if (message.files != null && $Object.hasOwnProperty.call(message, "files"))
                $root.wandb_internal.FilesRecord.encode(message.files, writer.uint32(50).fork(), _depth + 1).ldelim();
            if (message.stats != null && $Object.hasOwnProperty.call(message, "stats"))
                $root.wandb_internal.StatsRecord.encode(message.stats, writer.uint32(58).fork(), _depth + 1).ldelim();
            if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact"))
                $root.wandb_internal.ArtifactRecord.encode(message.artifact, writer.uint32(66).fork(), _depth + 1).ldelim();
            if (message.tbrecord != null && $Object.hasOwnProperty.call(message, "tbrecord"))
                $root.wandb_internal.TBRecord.encode(message.tbrecord, writer.uint32(74).fork(), _depth + 1).ldelim();
            if (message.alert != null && $Object.hasOwnProperty.call(message, "alert"))
                $root.wandb_internal.AlertRecord.encode(message.alert, writer.uint32(82).fork(), _depth + 1).ldelim();
            if (message.telemetry != null && $Object.hasOwnProperty.call(message, "telemetry"))
                $root.wandb_internal.TelemetryRecord.encode(message.telemetry, writer.uint32(90).fork(), _depth + 1).ldelim();
            if (message.metric != null && $Object.hasOwnProperty.call(message, "metric"))
                $root.wandb_internal.MetricRecord.encode(message.metric, writer.uint32(98).fork(), _depth + 1).ldelim();
            if (message.outputRaw != null && $Object.hasOwnProperty.call(message, "outputRaw"))
                $root.wandb_internal.OutputRawRecord.encode(message.outputRaw, writer.uint32(106).fork(), _depth + 1).ldelim();
            if (message.control != null && $Object.hasOwnProperty.call(message, "control"))
                $root.wandb_internal.Control.encode(message.control, writer.uint32(130).fork(), _depth + 1).ldelim();
            if (message.run != null && $Object.hasOwnProperty.call(message, "run"))
                $root.wandb_internal.RunRecord.encode(message.run, writer.uint32(138).fork(), _depth + 1).ldelim();
            if (message.exit != null && $Object.hasOwnProperty.call(message, "exit"))
                $root.wandb_internal.RunExitRecord.encode(message.exit, writer.uint32(146).fork(), _depth + 1).ldelim();
            if (message.uuid != null && $Object.hasOwnProperty.call(message, "uuid") && message.uuid !== "")
                writer.uint32(154).string(message.uuid);
            if (message.final != null && $Object.hasOwnProperty.call(message, "final"))
                $root.wandb_internal.FinalRecord.encode(message.final, writer.uint32(162).fork(), _depth + 1).ldelim();
            if (message.header != null && $Object.hasOwnProperty.call(message, "header"))
                $root.wandb_internal.HeaderRecord.encode(message.header, writer.uint32(170).fork(), _depth + 1).ldelim();
            if (message.footer != null && $Object.hasOwnProperty.call(message, "footer"))
                $root.wandb_internal.FooterRecord.encode(message.footer, writer.uint32(178).fork(), _depth + 1).ldelim();
            if (message.preempting != null && $Object.hasOwnProperty.call(message, "preempting"))
                $root.wandb_internal.RunPreemptingRecord.encode(message.preempting, writer.uint32(186).fork(), _depth + 1).ldelim();
            if (message.noopLinkArtifact != null && $Object.hasOwnProperty.call(message, "noopLinkArtifact"))
                $root.wandb_internal.Empty.encode(message.noopLinkArtifact, writer.uint32(194).fork(), _depth + 1).ldelim();
            if (message.useArtifact != null && $Object.hasOwnProperty.call(message, "useArtifact"))
                $root.wandb_internal.UseArtifactRecord.encode(message.useArtifact, writer.uint32(202).fork(), _depth + 1).ldelim();
            if (message.environment != null && $Object.hasOwnProperty.call(message, "environment"))
                $root.wandb_internal.EnvironmentRecord.encode(message.environment, writer.uint32(210).fork(), _depth + 1).ldelim();
            if (message.outputLogger != null && $Object.hasOwnProperty.call(message, "outputLogger"))
                $root.wandb_internal.OutputLoggerRecord.encode(message.outputLogger, writer.uint32(218).fork(), _depth + 1).ldelim();
            if (message.request != null && $Object.hasOwnProperty.call(message, "request"))
                $root.wandb_internal.Request.encode(message.request, writer.uint32(802).fork(), _depth + 1).ldelim();
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Record.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.Record();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.num = value;
                        else
                            delete message.num;
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        message.control = $root.wandb_internal.Control.decode(reader, reader.size(), $undefined, _depth + 1, message.control);
                        continue;
                    }
                case 19: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.uuid = value;
                        else
                            delete message.uuid;
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.history = $root.wandb_internal.HistoryRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.history);
                        message.recordType = "history";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.summary = $root.wandb_internal.SummaryRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.summary);
                        message.recordType = "summary";
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.output = $root.wandb_internal.OutputRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.output);
                        message.recordType = "output";
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.config = $root.wandb_internal.ConfigRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.config);
                        message.recordType = "config";
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.files = $root.wandb_internal.FilesRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.files);
                        message.recordType = "files";
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.stats = $root.wandb_internal.StatsRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.stats);
                        message.recordType = "stats";
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        message.artifact = $root.wandb_internal.ArtifactRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.artifact);
                        message.recordType = "artifact";
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.tbrecord = $root.wandb_internal.TBRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.tbrecord);
                        message.recordType = "tbrecord";
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        message.alert = $root.wandb_internal.AlertRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.alert);
                        message.recordType = "alert";
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        message.telemetry = $root.wandb_internal.TelemetryRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.telemetry);
                        message.recordType = "telemetry";
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        message.metric = $root.wandb_internal.MetricRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.metric);
                        message.recordType = "metric";
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        message.outputRaw = $root.wandb_internal.OutputRawRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.outputRaw);
                        message.recordType = "outputRaw";
                        continue;
                    }
                case 17: {
                        if (wireType !== 2)
                            break;
                        message.run = $root.wandb_internal.RunRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.run);
                        message.recordType = "run";
                        continue;
                    }
                case 18: {
                        if (wireType !== 2)
                            break;
                        message.exit = $root.wandb_internal.RunExitRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.exit);
                        message.recordType = "exit";
                        continue;
                    }
                case 20: {
                        if (wireType !== 2)
                            break;
                        message.final = $root.wandb_internal.FinalRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.final);
                        message.recordType = "final";
                        continue;
                    }
                case 21: {
                        if (wireType !== 2)
                            break;
                        message.header = $root.wandb_internal.HeaderRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.header);
                        message.recordType = "header";
                        continue;
                    }
                case 22: {
                        if (wireType !== 2)
                            break;
                        message.footer = $root.wandb_internal.FooterRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.footer);
                        message.recordType = "footer";
                        continue;
                    }
                case 23: {
                        if (wireType !== 2)
                            break;
                        message.preempting = $root.wandb_internal.RunPreemptingRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.preempting);
                        message.recordType = "preempting";
                        continue;
                    }
                case 24: {
                        if (wireType !== 2)
                            break;
                        message.noopLinkArtifact = $root.wandb_internal.Empty.decode(reader, reader.size(), $undefined, _depth + 1, message.noopLinkArtifact);
                        message.recordType = "noopLinkArtifact";
                        continue;
                    }
                case 25: {
                        if (wireType !== 2)
                            break;
                        message.useArtifact = $root.wandb_internal.UseArtifactRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.useArtifact);
                        message.recordType = "useArtifact";
                        continue;
                    }
                case 26: {
                        if (wireType !== 2)
                            break;
                        message.environment = $root.wandb_internal.EnvironmentRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.environment);
                        message.recordType = "environment";
                        continue;
                    }
                case 27: {
                        if (wireType !== 2)
                            break;
                        message.outputLogger = $root.wandb_internal.OutputLoggerRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.outputLogger);
                        message.recordType = "outputLogger";
                        continue;
                    }
                case 100: {
                        if (wireType !== 2)
                            break;
                        message.request = $root.wandb_internal.Request.decode(reader, reader.size(), $undefined, _depth + 1, message.request);
                        message.recordType = "request";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Record;
    })();

    wandb_internal.Control = (function() {

        const Control = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Control.prototype.reqResp = false;
        Control.prototype.local = false;
        Control.prototype.relayId = "";
        Control.prototype.mailboxSlot = "";
        Control.prototype.alwaysSend = false;
        Control.prototype.flowControl = false;
        Control.prototype.endOffset = 0;
        Control.prototype.connectionId = "";

        Control.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.reqResp != null && $Object.hasOwnProperty.call(message, "reqResp") && message.reqResp !== false)
                writer.uint32(8).bool(message.reqResp);
            if (message.local != null && $Object.hasOwnProperty.call(message, "local") && message.local !== false)
                writer.uint32(16).bool(message.local);
            if (message.relayId != null && $Object.hasOwnProperty.call(message, "relayId") && message.relayId !== "")
                writer.uint32(26).string(message.relayId);
            if (message.mailboxSlot != null && $Object.hasOwnProperty.call(message, "mailboxSlot") && message.mailboxSlot !== "")
                writer.uint32(34).string(message.mailboxSlot);
            if (message.alwaysSend != null && $Object.hasOwnProperty.call(message, "alwaysSend") && message.alwaysSend !== false)
                writer.uint32(40).bool(message.alwaysSend);
            if (message.flowControl != null && $Object.hasOwnProperty.call(message, "flowControl") && message.flowControl !== false)
                writer.uint32(48).bool(message.flowControl);
            if (message.endOffset != null && $Object.hasOwnProperty.call(message, "endOffset") && (typeof message.endOffset === "object" ? message.endOffset.low || message.endOffset.high : message.endOffset !== 0))
                writer.uint32(56).int64(message.endOffset);
            if (message.connectionId != null && $Object.hasOwnProperty.call(message, "connectionId") && message.connectionId !== "")
                writer.uint32(66).string(message.connectionId);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Control.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.Control();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.reqResp = value;
                        else
                            delete message.reqResp;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.local = value;
                        else
                            delete message.local;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.relayId = value;
                        else
                            delete message.relayId;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.mailboxSlot = value;
                        else
                            delete message.mailboxSlot;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.alwaysSend = value;
                        else
                            delete message.alwaysSend;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.flowControl = value;
                        else
                            delete message.flowControl;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.endOffset = value;
                        else
                            delete message.endOffset;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.connectionId = value;
                        else
                            delete message.connectionId;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Control;
    })();

    wandb_internal._RecordInfo = (function() {

        const _RecordInfo = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        _RecordInfo.prototype.streamId = "";
        _RecordInfo.prototype._tracelogId = "";

        _RecordInfo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.streamId != null && $Object.hasOwnProperty.call(message, "streamId") && message.streamId !== "")
                writer.uint32(10).string(message.streamId);
            if (message._tracelogId != null && $Object.hasOwnProperty.call(message, "_tracelogId") && message._tracelogId !== "")
                writer.uint32(802).string(message._tracelogId);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        _RecordInfo.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal._RecordInfo();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.streamId = value;
                        else
                            delete message.streamId;
                        continue;
                    }
                case 100: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message._tracelogId = value;
                        else
                            delete message._tracelogId;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return _RecordInfo;
    })();

    wandb_internal.HeaderRecord = (function() {

        const HeaderRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        HeaderRecord.prototype.versionInfo = null;
        HeaderRecord.prototype._info = null;

        HeaderRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.versionInfo != null && $Object.hasOwnProperty.call(message, "versionInfo"))
                $root.wandb_internal.VersionInfo.encode(message.versionInfo, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        HeaderRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.HeaderRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.versionInfo = $root.wandb_internal.VersionInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.versionInfo);
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return HeaderRecord;
    })();

    wandb_internal.VersionInfo = (function() {

        const VersionInfo = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        VersionInfo.prototype.producer = "";
        VersionInfo.prototype.minConsumer = "";
        VersionInfo.prototype._info = null;

        VersionInfo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.producer != null && $Object.hasOwnProperty.call(message, "producer") && message.producer !== "")
                writer.uint32(10).string(message.producer);
            if (message.minConsumer != null && $Object.hasOwnProperty.call(message, "minConsumer") && message.minConsumer !== "")
                writer.uint32(18).string(message.minConsumer);
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        VersionInfo.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.VersionInfo();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.producer = value;
                        else
                            delete message.producer;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.minConsumer = value;
                        else
                            delete message.minConsumer;
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return VersionInfo;
    })();

    wandb_internal.RunRecord = (function() {

        const RunRecord = function (properties) {
            this.tags = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        RunRecord.prototype.runId = "";
        RunRecord.prototype.entity = "";
        RunRecord.prototype.project = "";
        RunRecord.prototype.config = null;
        RunRecord.prototype.summary = null;
        RunRecord.prototype.runGroup = "";
        RunRecord.prototype.jobType = "";
        RunRecord.prototype.displayName = "";
        RunRecord.prototype.notes = "";
        RunRecord.prototype.tags = $util.emptyArray;
        RunRecord.prototype.settings = null;
        RunRecord.prototype.sweepId = "";
        RunRecord.prototype.host = "";
        RunRecord.prototype.startingStep = 0;
        RunRecord.prototype.storageId = "";
        RunRecord.prototype.startTime = null;
        RunRecord.prototype.resumed = false;
        RunRecord.prototype.telemetry = null;
        RunRecord.prototype.runtime = 0;
        RunRecord.prototype.git = null;
        RunRecord.prototype.forked = false;
        RunRecord.prototype.branchPoint = null;
        RunRecord.prototype._info = null;
        RunRecord.prototype.resume = false;
        RunRecord.prototype.kymoWriter = "";
        RunRecord.prototype.kymoShared = false;

        RunRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.runId != null && $Object.hasOwnProperty.call(message, "runId") && message.runId !== "")
                writer.uint32(10).string(message.runId);
            if (message.entity != null && $Object.hasOwnProperty.call(message, "entity") && message.entity !== "")
                writer.uint32(18).string(message.entity);
            if (message.project != null && $Object.hasOwnProperty.call(message, "project") && message.project !== "")
                writer.uint32(26).string(message.project);
            if (message.config != null && $Object.hasOwnProperty.call(message, "config"))
                $root.wandb_internal.ConfigRecord.encode(message.config, writer.uint32(34).fork(), _depth + 1).ldelim();
            if (message.summary != null && $Object.hasOwnProperty.call(message, "summary"))
                $root.wandb_internal.SummaryRecord.encode(message.summary, writer.uint32(42).fork(), _depth + 1).ldelim();
            if (message.runGroup != null && $Object.hasOwnProperty.call(message, "runGroup") && message.runGroup !== "")
                writer.uint32(50).string(message.runGroup);
            if (message.jobType != null && $Object.hasOwnProperty.call(message, "jobType") && message.jobType !== "")
                writer.uint32(58).string(message.jobType);
            if (message.displayName != null && $Object.hasOwnProperty.call(message, "displayName") && message.displayName !== "")
                writer.uint32(66).string(message.displayName);
            if (message.notes != null && $Object.hasOwnProperty.call(message, "notes") && message.notes !== "")
                writer.uint32(74).string(message.notes);
            if (message.tags != null && message.tags.length)
                for (let i = 0; i < message.tags.length; ++i)
                    writer.uint32(82).string(message.tags[i]);
            if (message.settings != null && $Object.hasOwnProperty.call(message, "settings"))
                $root.wandb_internal.SettingsRecord.encode(message.settings, writer.uint32(90).fork(), _depth + 1).ldelim();
            if (message.sweepId != null && $Object.hasOwnProperty.call(message, "sweepId") && message.sweepId !== "")
                writer.uint32(98).string(message.sweepId);
            if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                writer.uint32(106).string(message.host);
            if (message.startingStep != null && $Object.hasOwnProperty.call(message, "startingStep") && (typeof message.startingStep === "object" ? message.startingStep.low || message.startingStep.high : message.startingStep !== 0))
                writer.uint32(112).int64(message.startingStep);
            if (message.storageId != null && $Object.hasOwnProperty.call(message, "storageId") && message.storageId !== "")
                writer.uint32(130).string(message.storageId);
            if (message.startTime != null && $Object.hasOwnProperty.call(message, "startTime"))
                $root.wandb_internal.Timestamp.encode(message.startTime, writer.uint32(138).fork(), _depth + 1).ldelim();
            if (message.resumed != null && $Object.hasOwnProperty.call(message, "resumed") && message.resumed !== false)
                writer.uint32(144).bool(message.resumed);
            if (message.telemetry != null && $Object.hasOwnProperty.call(message, "telemetry"))
                $root.wandb_internal.TelemetryRecord.encode(message.telemetry, writer.uint32(154).fork(), _depth + 1).ldelim();
            if (message.runtime != null && $Object.hasOwnProperty.call(message, "runtime") && message.runtime !== 0)
                writer.uint32(160).int32(message.runtime);
            if (message.git != null && $Object.hasOwnProperty.call(message, "git"))
                $root.wandb_internal.GitRepoRecord.encode(message.git, writer.uint32(170).fork(), _depth + 1).ldelim();
            if (message.forked != null && $Object.hasOwnProperty.call(message, "forked") && message.forked !== false)
                writer.uint32(176).bool(message.forked);
            if (message.branchPoint != null && $Object.hasOwnProperty.call(message, "branchPoint"))
                $root.wandb_internal.BranchPoint.encode(message.branchPoint, writer.uint32(186).fork(), _depth + 1).ldelim();
            if (message.resume != null && $Object.hasOwnProperty.call(message, "resume") && message.resume !== false)
                writer.uint32(192).bool(message.resume);
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.kymoWriter != null && $Object.hasOwnProperty.call(message, "kymoWriter") && message.kymoWriter !== "")
                writer.uint32(8002).string(message.kymoWriter);
            if (message.kymoShared != null && $Object.hasOwnProperty.call(message, "kymoShared") && message.kymoShared !== false)
                writer.uint32(8008).bool(message.kymoShared);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        RunRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.RunRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.runId = value;
                        else
                            delete message.runId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.entity = value;
                        else
                            delete message.entity;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.project = value;
                        else
                            delete message.project;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.config = $root.wandb_internal.ConfigRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.config);
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.summary = $root.wandb_internal.SummaryRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.summary);
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.runGroup = value;
                        else
                            delete message.runGroup;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.jobType = value;
                        else
                            delete message.jobType;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.displayName = value;
                        else
                            delete message.displayName;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.notes = value;
                        else
                            delete message.notes;
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if (!(message.tags && message.tags.length))
                            message.tags = [];
                        message.tags.push(reader.stringVerify());
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        message.settings = $root.wandb_internal.SettingsRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.settings);
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.sweepId = value;
                        else
                            delete message.sweepId;
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.host = value;
                        else
                            delete message.host;
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.startingStep = value;
                        else
                            delete message.startingStep;
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.storageId = value;
                        else
                            delete message.storageId;
                        continue;
                    }
                case 17: {
                        if (wireType !== 2)
                            break;
                        message.startTime = $root.wandb_internal.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.startTime);
                        continue;
                    }
                case 18: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.resumed = value;
                        else
                            delete message.resumed;
                        continue;
                    }
                case 19: {
                        if (wireType !== 2)
                            break;
                        message.telemetry = $root.wandb_internal.TelemetryRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.telemetry);
                        continue;
                    }
                case 20: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.runtime = value;
                        else
                            delete message.runtime;
                        continue;
                    }
                case 21: {
                        if (wireType !== 2)
                            break;
                        message.git = $root.wandb_internal.GitRepoRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.git);
                        continue;
                    }
                case 22: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.forked = value;
                        else
                            delete message.forked;
                        continue;
                    }
                case 23: {
                        if (wireType !== 2)
                            break;
                        message.branchPoint = $root.wandb_internal.BranchPoint.decode(reader, reader.size(), $undefined, _depth + 1, message.branchPoint);
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                case 24: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.resume = value;
                        else
                            delete message.resume;
                        continue;
                    }
                case 1000: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kymoWriter = value;
                        else
                            delete message.kymoWriter;
                        continue;
                    }
                case 1001: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.kymoShared = value;
                        else
                            delete message.kymoShared;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return RunRecord;
    })();

    wandb_internal.BranchPoint = (function() {

        const BranchPoint = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        BranchPoint.prototype.run = "";
        BranchPoint.prototype.value = 0;
        BranchPoint.prototype.metric = "";

        BranchPoint.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.run != null && $Object.hasOwnProperty.call(message, "run") && message.run !== "")
                writer.uint32(10).string(message.run);
            if (message.value != null && $Object.hasOwnProperty.call(message, "value") && !$Object.is(message.value, 0))
                writer.uint32(17).double(message.value);
            if (message.metric != null && $Object.hasOwnProperty.call(message, "metric") && message.metric !== "")
                writer.uint32(26).string(message.metric);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        BranchPoint.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.BranchPoint();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.run = value;
                        else
                            delete message.run;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.value = value;
                        else
                            delete message.value;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.metric = value;
                        else
                            delete message.metric;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return BranchPoint;
    })();

    wandb_internal.GitRepoRecord = (function() {

        const GitRepoRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        GitRepoRecord.prototype.remoteUrl = "";
        GitRepoRecord.prototype.commit = "";
        GitRepoRecord.prototype.kymoBranch = "";
        GitRepoRecord.prototype.kymoDirty = false;

        GitRepoRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.remoteUrl != null && $Object.hasOwnProperty.call(message, "remoteUrl") && message.remoteUrl !== "")
                writer.uint32(10).string(message.remoteUrl);
            if (message.commit != null && $Object.hasOwnProperty.call(message, "commit") && message.commit !== "")
                writer.uint32(18).string(message.commit);
            if (message.kymoBranch != null && $Object.hasOwnProperty.call(message, "kymoBranch") && message.kymoBranch !== "")
                writer.uint32(8002).string(message.kymoBranch);
            if (message.kymoDirty != null && $Object.hasOwnProperty.call(message, "kymoDirty") && message.kymoDirty !== false)
                writer.uint32(8008).bool(message.kymoDirty);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        GitRepoRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.GitRepoRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.remoteUrl = value;
                        else
                            delete message.remoteUrl;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.commit = value;
                        else
                            delete message.commit;
                        continue;
                    }
                case 1000: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kymoBranch = value;
                        else
                            delete message.kymoBranch;
                        continue;
                    }
                case 1001: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.kymoDirty = value;
                        else
                            delete message.kymoDirty;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return GitRepoRecord;
    })();

    wandb_internal.SettingsRecord = (function() {

        const SettingsRecord = function (properties) {
            this.item = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SettingsRecord.prototype.item = $util.emptyArray;
        SettingsRecord.prototype._info = null;

        SettingsRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.item != null && message.item.length)
                for (let i = 0; i < message.item.length; ++i)
                    $root.wandb_internal.SettingsItem.encode(message.item[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SettingsRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.SettingsRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.item && message.item.length))
                            message.item = [];
                        message.item.push($root.wandb_internal.SettingsItem.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SettingsRecord;
    })();

    wandb_internal.SettingsItem = (function() {

        const SettingsItem = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SettingsItem.prototype.key = "";
        SettingsItem.prototype.valueJson = "";

        SettingsItem.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                writer.uint32(10).string(message.key);
            if (message.valueJson != null && $Object.hasOwnProperty.call(message, "valueJson") && message.valueJson !== "")
                writer.uint32(130).string(message.valueJson);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SettingsItem.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.SettingsItem();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.valueJson = value;
                        else
                            delete message.valueJson;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SettingsItem;
    })();

    wandb_internal.HistoryRecord = (function() {

        const HistoryRecord = function (properties) {
            this.item = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        HistoryRecord.prototype.item = $util.emptyArray;
        HistoryRecord.prototype.step = null;
        HistoryRecord.prototype._info = null;

        HistoryRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.item != null && message.item.length)
                for (let i = 0; i < message.item.length; ++i)
                    $root.wandb_internal.HistoryItem.encode(message.item[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                $root.wandb_internal.HistoryStep.encode(message.step, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        HistoryRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.HistoryRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.item && message.item.length))
                            message.item = [];
                        message.item.push($root.wandb_internal.HistoryItem.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.step = $root.wandb_internal.HistoryStep.decode(reader, reader.size(), $undefined, _depth + 1, message.step);
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return HistoryRecord;
    })();

    wandb_internal.HistoryStep = (function() {

        const HistoryStep = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        HistoryStep.prototype.num = 0;

        HistoryStep.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.num != null && $Object.hasOwnProperty.call(message, "num") && (typeof message.num === "object" ? message.num.low || message.num.high : message.num !== 0))
                writer.uint32(8).int64(message.num);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        HistoryStep.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.HistoryStep();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.num = value;
                        else
                            delete message.num;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return HistoryStep;
    })();

    wandb_internal.HistoryItem = (function() {

        const HistoryItem = function (properties) {
            this.nestedKey = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        HistoryItem.prototype.key = "";
        HistoryItem.prototype.nestedKey = $util.emptyArray;
        HistoryItem.prototype.valueJson = "";

        HistoryItem.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                writer.uint32(10).string(message.key);
            if (message.nestedKey != null && message.nestedKey.length)
                for (let i = 0; i < message.nestedKey.length; ++i)
                    writer.uint32(18).string(message.nestedKey[i]);
            if (message.valueJson != null && $Object.hasOwnProperty.call(message, "valueJson") && message.valueJson !== "")
                writer.uint32(130).string(message.valueJson);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        HistoryItem.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.HistoryItem();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.nestedKey && message.nestedKey.length))
                            message.nestedKey = [];
                        message.nestedKey.push(reader.stringVerify());
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.valueJson = value;
                        else
                            delete message.valueJson;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return HistoryItem;
    })();

    wandb_internal.SummaryRecord = (function() {

        const SummaryRecord = function (properties) {
            this.update = [];
            this.remove = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SummaryRecord.prototype.update = $util.emptyArray;
        SummaryRecord.prototype.remove = $util.emptyArray;
        SummaryRecord.prototype._info = null;
        SummaryRecord.prototype.kymoExplicit = false;

        SummaryRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.update != null && message.update.length)
                for (let i = 0; i < message.update.length; ++i)
                    $root.wandb_internal.SummaryItem.encode(message.update[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.remove != null && message.remove.length)
                for (let i = 0; i < message.remove.length; ++i)
                    $root.wandb_internal.SummaryItem.encode(message.remove[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.kymoExplicit != null && $Object.hasOwnProperty.call(message, "kymoExplicit") && message.kymoExplicit !== false)
                writer.uint32(8000).bool(message.kymoExplicit);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SummaryRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.SummaryRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.update && message.update.length))
                            message.update = [];
                        message.update.push($root.wandb_internal.SummaryItem.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.remove && message.remove.length))
                            message.remove = [];
                        message.remove.push($root.wandb_internal.SummaryItem.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                case 1000: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.kymoExplicit = value;
                        else
                            delete message.kymoExplicit;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SummaryRecord;
    })();

    wandb_internal.SummaryItem = (function() {

        const SummaryItem = function (properties) {
            this.nestedKey = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SummaryItem.prototype.key = "";
        SummaryItem.prototype.nestedKey = $util.emptyArray;
        SummaryItem.prototype.valueJson = "";

        SummaryItem.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                writer.uint32(10).string(message.key);
            if (message.nestedKey != null && message.nestedKey.length)
                for (let i = 0; i < message.nestedKey.length; ++i)
                    writer.uint32(18).string(message.nestedKey[i]);
            if (message.valueJson != null && $Object.hasOwnProperty.call(message, "valueJson") && message.valueJson !== "")
                writer.uint32(130).string(message.valueJson);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SummaryItem.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.SummaryItem();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.nestedKey && message.nestedKey.length))
                            message.nestedKey = [];
                        message.nestedKey.push(reader.stringVerify());
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.valueJson = value;
                        else
                            delete message.valueJson;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return SummaryItem;
    })();

    wandb_internal.ConfigRecord = (function() {

        const ConfigRecord = function (properties) {
            this.update = [];
            this.remove = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ConfigRecord.prototype.update = $util.emptyArray;
        ConfigRecord.prototype.remove = $util.emptyArray;
        ConfigRecord.prototype._info = null;

        ConfigRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.update != null && message.update.length)
                for (let i = 0; i < message.update.length; ++i)
                    $root.wandb_internal.ConfigItem.encode(message.update[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.remove != null && message.remove.length)
                for (let i = 0; i < message.remove.length; ++i)
                    $root.wandb_internal.ConfigItem.encode(message.remove[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ConfigRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.ConfigRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.update && message.update.length))
                            message.update = [];
                        message.update.push($root.wandb_internal.ConfigItem.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.remove && message.remove.length))
                            message.remove = [];
                        message.remove.push($root.wandb_internal.ConfigItem.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ConfigRecord;
    })();

    wandb_internal.ConfigItem = (function() {

        const ConfigItem = function (properties) {
            this.nestedKey = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ConfigItem.prototype.key = "";
        ConfigItem.prototype.nestedKey = $util.emptyArray;
        ConfigItem.prototype.valueJson = "";

        ConfigItem.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                writer.uint32(10).string(message.key);
            if (message.nestedKey != null && message.nestedKey.length)
                for (let i = 0; i < message.nestedKey.length; ++i)
                    writer.uint32(18).string(message.nestedKey[i]);
            if (message.valueJson != null && $Object.hasOwnProperty.call(message, "valueJson") && message.valueJson !== "")
                writer.uint32(130).string(message.valueJson);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ConfigItem.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.ConfigItem();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.nestedKey && message.nestedKey.length))
                            message.nestedKey = [];
                        message.nestedKey.push(reader.stringVerify());
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.valueJson = value;
                        else
                            delete message.valueJson;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ConfigItem;
    })();

    wandb_internal.MetricRecord = (function() {

        const MetricRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        MetricRecord.prototype.name = "";
        MetricRecord.prototype.globName = "";
        MetricRecord.prototype.stepMetric = "";
        MetricRecord.prototype.stepMetricIndex = 0;
        MetricRecord.prototype.options = null;
        MetricRecord.prototype.summary = null;
        MetricRecord.prototype.goal = 0;
        MetricRecord.prototype._control = null;
        MetricRecord.prototype.expandedFromGlob = false;
        MetricRecord.prototype._info = null;

        MetricRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(10).string(message.name);
            if (message.globName != null && $Object.hasOwnProperty.call(message, "globName") && message.globName !== "")
                writer.uint32(18).string(message.globName);
            if (message.stepMetric != null && $Object.hasOwnProperty.call(message, "stepMetric") && message.stepMetric !== "")
                writer.uint32(34).string(message.stepMetric);
            if (message.stepMetricIndex != null && $Object.hasOwnProperty.call(message, "stepMetricIndex") && message.stepMetricIndex !== 0)
                writer.uint32(40).int32(message.stepMetricIndex);
            if (message.options != null && $Object.hasOwnProperty.call(message, "options"))
                $root.wandb_internal.MetricOptions.encode(message.options, writer.uint32(50).fork(), _depth + 1).ldelim();
            if (message.summary != null && $Object.hasOwnProperty.call(message, "summary"))
                $root.wandb_internal.MetricSummary.encode(message.summary, writer.uint32(58).fork(), _depth + 1).ldelim();
            if (message.goal != null && $Object.hasOwnProperty.call(message, "goal") && message.goal !== 0)
                writer.uint32(64).int32(message.goal);
            if (message._control != null && $Object.hasOwnProperty.call(message, "_control"))
                $root.wandb_internal.MetricControl.encode(message._control, writer.uint32(74).fork(), _depth + 1).ldelim();
            if (message.expandedFromGlob != null && $Object.hasOwnProperty.call(message, "expandedFromGlob") && message.expandedFromGlob !== false)
                writer.uint32(80).bool(message.expandedFromGlob);
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        MetricRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.MetricRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.globName = value;
                        else
                            delete message.globName;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.stepMetric = value;
                        else
                            delete message.stepMetric;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.stepMetricIndex = value;
                        else
                            delete message.stepMetricIndex;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.options = $root.wandb_internal.MetricOptions.decode(reader, reader.size(), $undefined, _depth + 1, message.options);
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.summary = $root.wandb_internal.MetricSummary.decode(reader, reader.size(), $undefined, _depth + 1, message.summary);
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.goal = value;
                        else
                            delete message.goal;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message._control = $root.wandb_internal.MetricControl.decode(reader, reader.size(), $undefined, _depth + 1, message._control);
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.expandedFromGlob = value;
                        else
                            delete message.expandedFromGlob;
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        MetricRecord.MetricGoal = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "GOAL_UNSET"] = 0;
            values[valuesById[1] = "GOAL_MINIMIZE"] = 1;
            values[valuesById[2] = "GOAL_MAXIMIZE"] = 2;
            return values;
        })();

        return MetricRecord;
    })();

    wandb_internal.MetricOptions = (function() {

        const MetricOptions = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        MetricOptions.prototype.stepSync = false;
        MetricOptions.prototype.hidden = false;
        MetricOptions.prototype.defined = false;

        MetricOptions.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.stepSync != null && $Object.hasOwnProperty.call(message, "stepSync") && message.stepSync !== false)
                writer.uint32(8).bool(message.stepSync);
            if (message.hidden != null && $Object.hasOwnProperty.call(message, "hidden") && message.hidden !== false)
                writer.uint32(16).bool(message.hidden);
            if (message.defined != null && $Object.hasOwnProperty.call(message, "defined") && message.defined !== false)
                writer.uint32(24).bool(message.defined);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        MetricOptions.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.MetricOptions();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.stepSync = value;
                        else
                            delete message.stepSync;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.hidden = value;
                        else
                            delete message.hidden;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.defined = value;
                        else
                            delete message.defined;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return MetricOptions;
    })();

    wandb_internal.MetricControl = (function() {

        const MetricControl = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        MetricControl.prototype.overwrite = false;

        MetricControl.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.overwrite != null && $Object.hasOwnProperty.call(message, "overwrite") && message.overwrite !== false)
                writer.uint32(8).bool(message.overwrite);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        MetricControl.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.MetricControl();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.overwrite = value;
                        else
                            delete message.overwrite;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return MetricControl;
    })();

    wandb_internal.MetricSummary = (function() {

        const MetricSummary = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        MetricSummary.prototype.min = false;
        MetricSummary.prototype.max = false;
        MetricSummary.prototype.mean = false;
        MetricSummary.prototype.best = false;
        MetricSummary.prototype.last = false;
        MetricSummary.prototype.none = false;
        MetricSummary.prototype.copy = false;
        MetricSummary.prototype.first = false;

        MetricSummary.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.min != null && $Object.hasOwnProperty.call(message, "min") && message.min !== false)
                writer.uint32(8).bool(message.min);
            if (message.max != null && $Object.hasOwnProperty.call(message, "max") && message.max !== false)
                writer.uint32(16).bool(message.max);
            if (message.mean != null && $Object.hasOwnProperty.call(message, "mean") && message.mean !== false)
                writer.uint32(24).bool(message.mean);
            if (message.best != null && $Object.hasOwnProperty.call(message, "best") && message.best !== false)
                writer.uint32(32).bool(message.best);
            if (message.last != null && $Object.hasOwnProperty.call(message, "last") && message.last !== false)
                writer.uint32(40).bool(message.last);
            if (message.none != null && $Object.hasOwnProperty.call(message, "none") && message.none !== false)
                writer.uint32(48).bool(message.none);
            if (message.copy != null && $Object.hasOwnProperty.call(message, "copy") && message.copy !== false)
                writer.uint32(56).bool(message.copy);
            if (message.first != null && $Object.hasOwnProperty.call(message, "first") && message.first !== false)
                writer.uint32(64).bool(message.first);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        MetricSummary.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.MetricSummary();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.min = value;
                        else
                            delete message.min;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.max = value;
                        else
                            delete message.max;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.mean = value;
                        else
                            delete message.mean;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.best = value;
                        else
                            delete message.best;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.last = value;
                        else
                            delete message.last;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.none = value;
                        else
                            delete message.none;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.copy = value;
                        else
                            delete message.copy;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.first = value;
                        else
                            delete message.first;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return MetricSummary;
    })();

    wandb_internal.OutputRecord = (function() {

        const OutputRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        OutputRecord.prototype.outputType = 0;
        OutputRecord.prototype.timestamp = null;
        OutputRecord.prototype.line = "";
        OutputRecord.prototype._info = null;

        OutputRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.outputType != null && $Object.hasOwnProperty.call(message, "outputType") && message.outputType !== 0)
                writer.uint32(8).int32(message.outputType);
            if (message.timestamp != null && $Object.hasOwnProperty.call(message, "timestamp"))
                $root.wandb_internal.Timestamp.encode(message.timestamp, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.line != null && $Object.hasOwnProperty.call(message, "line") && message.line !== "")
                writer.uint32(26).string(message.line);
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        OutputRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.OutputRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.outputType = value;
                        else
                            delete message.outputType;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.timestamp = $root.wandb_internal.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.timestamp);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.line = value;
                        else
                            delete message.line;
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        OutputRecord.OutputType = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "STDERR"] = 0;
            values[valuesById[1] = "STDOUT"] = 1;
            return values;
        })();

        return OutputRecord;
    })();

    wandb_internal.OutputRawRecord = (function() {

        const OutputRawRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        OutputRawRecord.prototype.outputType = 0;
        OutputRawRecord.prototype.timestamp = null;
        OutputRawRecord.prototype.line = "";
        OutputRawRecord.prototype._info = null;

        OutputRawRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.outputType != null && $Object.hasOwnProperty.call(message, "outputType") && message.outputType !== 0)
                writer.uint32(8).int32(message.outputType);
            if (message.timestamp != null && $Object.hasOwnProperty.call(message, "timestamp"))
                $root.wandb_internal.Timestamp.encode(message.timestamp, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.line != null && $Object.hasOwnProperty.call(message, "line") && message.line !== "")
                writer.uint32(26).string(message.line);
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        OutputRawRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.OutputRawRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.outputType = value;
                        else
                            delete message.outputType;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.timestamp = $root.wandb_internal.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.timestamp);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.line = value;
                        else
                            delete message.line;
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        OutputRawRecord.OutputType = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "STDERR"] = 0;
            values[valuesById[1] = "STDOUT"] = 1;
            return values;
        })();

        return OutputRawRecord;
    })();

    wandb_internal.OutputLoggerRecord = (function() {

        const OutputLoggerRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        OutputLoggerRecord.prototype.line = "";

        OutputLoggerRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.line != null && $Object.hasOwnProperty.call(message, "line") && message.line !== "")
                writer.uint32(10).string(message.line);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        OutputLoggerRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.OutputLoggerRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.line = value;
                        else
                            delete message.line;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return OutputLoggerRecord;
    })();

    wandb_internal.FilesRecord = (function() {

        const FilesRecord = function (properties) {
            this.files = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        FilesRecord.prototype.files = $util.emptyArray;
        FilesRecord.prototype._info = null;

        FilesRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.files != null && message.files.length)
                for (let i = 0; i < message.files.length; ++i)
                    $root.wandb_internal.FilesItem.encode(message.files[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        FilesRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.FilesRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.files && message.files.length))
                            message.files = [];
                        message.files.push($root.wandb_internal.FilesItem.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return FilesRecord;
    })();

    wandb_internal.FilesItem = (function() {

        const FilesItem = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        FilesItem.prototype.path = "";
        FilesItem.prototype.policy = 0;
        FilesItem.prototype.type = 0;

        FilesItem.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                writer.uint32(10).string(message.path);
            if (message.policy != null && $Object.hasOwnProperty.call(message, "policy") && message.policy !== 0)
                writer.uint32(16).int32(message.policy);
            if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
                writer.uint32(24).int32(message.type);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        FilesItem.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.FilesItem();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.path = value;
                        else
                            delete message.path;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.policy = value;
                        else
                            delete message.policy;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.type = value;
                        else
                            delete message.type;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        FilesItem.PolicyType = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "NOW"] = 0;
            values[valuesById[1] = "END"] = 1;
            values[valuesById[2] = "LIVE"] = 2;
            return values;
        })();

        FilesItem.FileType = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "OTHER"] = 0;
            values[valuesById[1] = "WANDB"] = 1;
            values[valuesById[2] = "MEDIA"] = 2;
            values[valuesById[3] = "ARTIFACT"] = 3;
            return values;
        })();

        return FilesItem;
    })();

    wandb_internal.StatsRecord = (function() {

        const StatsRecord = function (properties) {
            this.item = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        StatsRecord.prototype.statsType = 0;
        StatsRecord.prototype.timestamp = null;
        StatsRecord.prototype.item = $util.emptyArray;
        StatsRecord.prototype._info = null;

        StatsRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.statsType != null && $Object.hasOwnProperty.call(message, "statsType") && message.statsType !== 0)
                writer.uint32(8).int32(message.statsType);
            if (message.timestamp != null && $Object.hasOwnProperty.call(message, "timestamp"))
                $root.wandb_internal.Timestamp.encode(message.timestamp, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.item != null && message.item.length)
                for (let i = 0; i < message.item.length; ++i)
                    $root.wandb_internal.StatsItem.encode(message.item[i], writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        StatsRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.StatsRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.statsType = value;
                        else
                            delete message.statsType;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.timestamp = $root.wandb_internal.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.timestamp);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.item && message.item.length))
                            message.item = [];
                        message.item.push($root.wandb_internal.StatsItem.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        StatsRecord.StatsType = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "SYSTEM"] = 0;
            return values;
        })();

        return StatsRecord;
    })();

    wandb_internal.StatsItem = (function() {

        const StatsItem = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        StatsItem.prototype.key = "";
        StatsItem.prototype.valueJson = "";

        StatsItem.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                writer.uint32(10).string(message.key);
            if (message.valueJson != null && $Object.hasOwnProperty.call(message, "valueJson") && message.valueJson !== "")
                writer.uint32(130).string(message.valueJson);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        StatsItem.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.StatsItem();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.valueJson = value;
                        else
                            delete message.valueJson;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return StatsItem;
    })();

    wandb_internal.ArtifactRecord = (function() {

        const ArtifactRecord = function (properties) {
            this.aliases = [];
            this.tags = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ArtifactRecord.prototype.runId = "";
        ArtifactRecord.prototype.project = "";
        ArtifactRecord.prototype.entity = "";
        ArtifactRecord.prototype.type = "";
        ArtifactRecord.prototype.name = "";
        ArtifactRecord.prototype.digest = "";
        ArtifactRecord.prototype.description = "";
        ArtifactRecord.prototype.metadata = "";
        ArtifactRecord.prototype.userCreated = false;
        ArtifactRecord.prototype.useAfterCommit = false;
        ArtifactRecord.prototype.aliases = $util.emptyArray;
        ArtifactRecord.prototype.manifest = null;
        ArtifactRecord.prototype.distributedId = "";
        ArtifactRecord.prototype.finalize = false;
        ArtifactRecord.prototype.clientId = "";
        ArtifactRecord.prototype.sequenceClientId = "";
        ArtifactRecord.prototype.baseId = "";
        ArtifactRecord.prototype.ttlDurationSeconds = 0;
        ArtifactRecord.prototype.tags = $util.emptyArray;
        ArtifactRecord.prototype.incrementalBeta1 = false;
        ArtifactRecord.prototype._info = null;
        ArtifactRecord.prototype.digestAlgorithm = "";
        ArtifactRecord.prototype.kymoTime = null;

        ArtifactRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.runId != null && $Object.hasOwnProperty.call(message, "runId") && message.runId !== "")
                writer.uint32(10).string(message.runId);
            if (message.project != null && $Object.hasOwnProperty.call(message, "project") && message.project !== "")
                writer.uint32(18).string(message.project);
            if (message.entity != null && $Object.hasOwnProperty.call(message, "entity") && message.entity !== "")
                writer.uint32(26).string(message.entity);
            if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                writer.uint32(34).string(message.type);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(42).string(message.name);
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest !== "")
                writer.uint32(50).string(message.digest);
            if (message.description != null && $Object.hasOwnProperty.call(message, "description") && message.description !== "")
                writer.uint32(58).string(message.description);
            if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata") && message.metadata !== "")
                writer.uint32(66).string(message.metadata);
            if (message.userCreated != null && $Object.hasOwnProperty.call(message, "userCreated") && message.userCreated !== false)
                writer.uint32(72).bool(message.userCreated);
            if (message.useAfterCommit != null && $Object.hasOwnProperty.call(message, "useAfterCommit") && message.useAfterCommit !== false)
                writer.uint32(80).bool(message.useAfterCommit);
            if (message.aliases != null && message.aliases.length)
                for (let i = 0; i < message.aliases.length; ++i)
                    writer.uint32(90).string(message.aliases[i]);
            if (message.manifest != null && $Object.hasOwnProperty.call(message, "manifest"))
                $root.wandb_internal.ArtifactManifest.encode(message.manifest, writer.uint32(98).fork(), _depth + 1).ldelim();
            if (message.distributedId != null && $Object.hasOwnProperty.call(message, "distributedId") && message.distributedId !== "")
                writer.uint32(106).string(message.distributedId);
            if (message.finalize != null && $Object.hasOwnProperty.call(message, "finalize") && message.finalize !== false)
                writer.uint32(112).bool(message.finalize);
            if (message.clientId != null && $Object.hasOwnProperty.call(message, "clientId") && message.clientId !== "")
                writer.uint32(122).string(message.clientId);
            if (message.sequenceClientId != null && $Object.hasOwnProperty.call(message, "sequenceClientId") && message.sequenceClientId !== "")
                writer.uint32(130).string(message.sequenceClientId);
            if (message.baseId != null && $Object.hasOwnProperty.call(message, "baseId") && message.baseId !== "")
                writer.uint32(138).string(message.baseId);
            if (message.ttlDurationSeconds != null && $Object.hasOwnProperty.call(message, "ttlDurationSeconds") && (typeof message.ttlDurationSeconds === "object" ? message.ttlDurationSeconds.low || message.ttlDurationSeconds.high : message.ttlDurationSeconds !== 0))
                writer.uint32(144).int64(message.ttlDurationSeconds);
            if (message.tags != null && message.tags.length)
                for (let i = 0; i < message.tags.length; ++i)
                    writer.uint32(154).string(message.tags[i]);
            if (message.digestAlgorithm != null && $Object.hasOwnProperty.call(message, "digestAlgorithm") && message.digestAlgorithm !== "")
                writer.uint32(162).string(message.digestAlgorithm);
            if (message.incrementalBeta1 != null && $Object.hasOwnProperty.call(message, "incrementalBeta1") && message.incrementalBeta1 !== false)
                writer.uint32(800).bool(message.incrementalBeta1);
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.kymoTime != null && $Object.hasOwnProperty.call(message, "kymoTime"))
                $root.wandb_internal.Timestamp.encode(message.kymoTime, writer.uint32(8002).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ArtifactRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.ArtifactRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.runId = value;
                        else
                            delete message.runId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.project = value;
                        else
                            delete message.project;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.entity = value;
                        else
                            delete message.entity;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.type = value;
                        else
                            delete message.type;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.digest = value;
                        else
                            delete message.digest;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.description = value;
                        else
                            delete message.description;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.metadata = value;
                        else
                            delete message.metadata;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.userCreated = value;
                        else
                            delete message.userCreated;
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.useAfterCommit = value;
                        else
                            delete message.useAfterCommit;
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        if (!(message.aliases && message.aliases.length))
                            message.aliases = [];
                        message.aliases.push(reader.stringVerify());
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        message.manifest = $root.wandb_internal.ArtifactManifest.decode(reader, reader.size(), $undefined, _depth + 1, message.manifest);
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.distributedId = value;
                        else
                            delete message.distributedId;
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.finalize = value;
                        else
                            delete message.finalize;
                        continue;
                    }
                case 15: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.clientId = value;
                        else
                            delete message.clientId;
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.sequenceClientId = value;
                        else
                            delete message.sequenceClientId;
                        continue;
                    }
                case 17: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.baseId = value;
                        else
                            delete message.baseId;
                        continue;
                    }
                case 18: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.ttlDurationSeconds = value;
                        else
                            delete message.ttlDurationSeconds;
                        continue;
                    }
                case 19: {
                        if (wireType !== 2)
                            break;
                        if (!(message.tags && message.tags.length))
                            message.tags = [];
                        message.tags.push(reader.stringVerify());
                        continue;
                    }
                case 100: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.incrementalBeta1 = value;
                        else
                            delete message.incrementalBeta1;
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                case 20: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.digestAlgorithm = value;
                        else
                            delete message.digestAlgorithm;
                        continue;
                    }
                case 1000: {
                        if (wireType !== 2)
                            break;
                        message.kymoTime = $root.wandb_internal.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.kymoTime);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ArtifactRecord;
    })();

    wandb_internal.ArtifactManifest = (function() {

        const ArtifactManifest = function (properties) {
            this.storagePolicyConfig = [];
            this.contents = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ArtifactManifest.prototype.version = 0;
        ArtifactManifest.prototype.storagePolicy = "";
        ArtifactManifest.prototype.storagePolicyConfig = $util.emptyArray;
        ArtifactManifest.prototype.contents = $util.emptyArray;
        ArtifactManifest.prototype.manifestFilePath = "";

        ArtifactManifest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                writer.uint32(8).int32(message.version);
            if (message.storagePolicy != null && $Object.hasOwnProperty.call(message, "storagePolicy") && message.storagePolicy !== "")
                writer.uint32(18).string(message.storagePolicy);
            if (message.storagePolicyConfig != null && message.storagePolicyConfig.length)
                for (let i = 0; i < message.storagePolicyConfig.length; ++i)
                    $root.wandb_internal.StoragePolicyConfigItem.encode(message.storagePolicyConfig[i], writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.contents != null && message.contents.length)
                for (let i = 0; i < message.contents.length; ++i)
                    $root.wandb_internal.ArtifactManifestEntry.encode(message.contents[i], writer.uint32(34).fork(), _depth + 1).ldelim();
            if (message.manifestFilePath != null && $Object.hasOwnProperty.call(message, "manifestFilePath") && message.manifestFilePath !== "")
                writer.uint32(42).string(message.manifestFilePath);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ArtifactManifest.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.ArtifactManifest();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.storagePolicy = value;
                        else
                            delete message.storagePolicy;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.storagePolicyConfig && message.storagePolicyConfig.length))
                            message.storagePolicyConfig = [];
                        message.storagePolicyConfig.push($root.wandb_internal.StoragePolicyConfigItem.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.contents && message.contents.length))
                            message.contents = [];
                        message.contents.push($root.wandb_internal.ArtifactManifestEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.manifestFilePath = value;
                        else
                            delete message.manifestFilePath;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ArtifactManifest;
    })();

    wandb_internal.ArtifactManifestEntry = (function() {

        const ArtifactManifestEntry = function (properties) {
            this.extra = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ArtifactManifestEntry.prototype.path = "";
        ArtifactManifestEntry.prototype.digest = "";
        ArtifactManifestEntry.prototype.ref = "";
        ArtifactManifestEntry.prototype.size = 0;
        ArtifactManifestEntry.prototype.mimetype = "";
        ArtifactManifestEntry.prototype.localPath = "";
        ArtifactManifestEntry.prototype.birthArtifactId = "";
        ArtifactManifestEntry.prototype.skipCache = false;
        ArtifactManifestEntry.prototype.extra = $util.emptyArray;
        ArtifactManifestEntry.prototype.kymoSha256 = "";

        ArtifactManifestEntry.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                writer.uint32(10).string(message.path);
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest !== "")
                writer.uint32(18).string(message.digest);
            if (message.ref != null && $Object.hasOwnProperty.call(message, "ref") && message.ref !== "")
                writer.uint32(26).string(message.ref);
            if (message.size != null && $Object.hasOwnProperty.call(message, "size") && (typeof message.size === "object" ? message.size.low || message.size.high : message.size !== 0))
                writer.uint32(32).int64(message.size);
            if (message.mimetype != null && $Object.hasOwnProperty.call(message, "mimetype") && message.mimetype !== "")
                writer.uint32(42).string(message.mimetype);
            if (message.localPath != null && $Object.hasOwnProperty.call(message, "localPath") && message.localPath !== "")
                writer.uint32(50).string(message.localPath);
            if (message.birthArtifactId != null && $Object.hasOwnProperty.call(message, "birthArtifactId") && message.birthArtifactId !== "")
                writer.uint32(58).string(message.birthArtifactId);
            if (message.skipCache != null && $Object.hasOwnProperty.call(message, "skipCache") && message.skipCache !== false)
                writer.uint32(64).bool(message.skipCache);
            if (message.extra != null && message.extra.length)
                for (let i = 0; i < message.extra.length; ++i)
                    $root.wandb_internal.ExtraItem.encode(message.extra[i], writer.uint32(130).fork(), _depth + 1).ldelim();
            if (message.kymoSha256 != null && $Object.hasOwnProperty.call(message, "kymoSha256") && message.kymoSha256 !== "")
                writer.uint32(8002).string(message.kymoSha256);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ArtifactManifestEntry.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.ArtifactManifestEntry();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.path = value;
                        else
                            delete message.path;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.digest = value;
                        else
                            delete message.digest;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.ref = value;
                        else
                            delete message.ref;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.size = value;
                        else
                            delete message.size;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.mimetype = value;
                        else
                            delete message.mimetype;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.localPath = value;
                        else
                            delete message.localPath;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.birthArtifactId = value;
                        else
                            delete message.birthArtifactId;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.skipCache = value;
                        else
                            delete message.skipCache;
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        if (!(message.extra && message.extra.length))
                            message.extra = [];
                        message.extra.push($root.wandb_internal.ExtraItem.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 1000: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kymoSha256 = value;
                        else
                            delete message.kymoSha256;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ArtifactManifestEntry;
    })();

    wandb_internal.ExtraItem = (function() {

        const ExtraItem = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ExtraItem.prototype.key = "";
        ExtraItem.prototype.valueJson = "";

        ExtraItem.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                writer.uint32(10).string(message.key);
            if (message.valueJson != null && $Object.hasOwnProperty.call(message, "valueJson") && message.valueJson !== "")
                writer.uint32(18).string(message.valueJson);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ExtraItem.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.ExtraItem();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.valueJson = value;
                        else
                            delete message.valueJson;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ExtraItem;
    })();

    wandb_internal.StoragePolicyConfigItem = (function() {

        const StoragePolicyConfigItem = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        StoragePolicyConfigItem.prototype.key = "";
        StoragePolicyConfigItem.prototype.valueJson = "";

        StoragePolicyConfigItem.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                writer.uint32(10).string(message.key);
            if (message.valueJson != null && $Object.hasOwnProperty.call(message, "valueJson") && message.valueJson !== "")
                writer.uint32(18).string(message.valueJson);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        StoragePolicyConfigItem.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.StoragePolicyConfigItem();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.key = value;
                        else
                            delete message.key;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.valueJson = value;
                        else
                            delete message.valueJson;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return StoragePolicyConfigItem;
    })();

    wandb_internal.TBRecord = (function() {

        const TBRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        TBRecord.prototype.logDir = "";
        TBRecord.prototype.save = false;
        TBRecord.prototype.rootDir = "";
        TBRecord.prototype.namespace = null;
        TBRecord.prototype.savePath = "";
        TBRecord.prototype.ignoreTimestamp = false;
        TBRecord.prototype.ignoreHostname = false;
        TBRecord.prototype._info = null;

        let $oneOfFields;

        // Virtual OneOf for proto3 optional field
        $Object.defineProperty(TBRecord.prototype, "_namespace", {
            get: $util.oneOfGetter($oneOfFields = ["namespace"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        TBRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.logDir != null && $Object.hasOwnProperty.call(message, "logDir") && message.logDir !== "")
                writer.uint32(10).string(message.logDir);
            if (message.save != null && $Object.hasOwnProperty.call(message, "save") && message.save !== false)
                writer.uint32(16).bool(message.save);
            if (message.rootDir != null && $Object.hasOwnProperty.call(message, "rootDir") && message.rootDir !== "")
                writer.uint32(26).string(message.rootDir);
            if (message.namespace != null && $Object.hasOwnProperty.call(message, "namespace"))
                writer.uint32(34).string(message.namespace);
            if (message.savePath != null && $Object.hasOwnProperty.call(message, "savePath") && message.savePath !== "")
                writer.uint32(42).string(message.savePath);
            if (message.ignoreTimestamp != null && $Object.hasOwnProperty.call(message, "ignoreTimestamp") && message.ignoreTimestamp !== false)
                writer.uint32(48).bool(message.ignoreTimestamp);
            if (message.ignoreHostname != null && $Object.hasOwnProperty.call(message, "ignoreHostname") && message.ignoreHostname !== false)
                writer.uint32(56).bool(message.ignoreHostname);
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        TBRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.TBRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.logDir = value;
                        else
                            delete message.logDir;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.save = value;
                        else
                            delete message.save;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.rootDir = value;
                        else
                            delete message.rootDir;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.namespace = reader.stringVerify();
                        message._namespace = "namespace";
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.savePath = value;
                        else
                            delete message.savePath;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.ignoreTimestamp = value;
                        else
                            delete message.ignoreTimestamp;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.ignoreHostname = value;
                        else
                            delete message.ignoreHostname;
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return TBRecord;
    })();

    wandb_internal.AlertRecord = (function() {

        const AlertRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        AlertRecord.prototype.title = "";
        AlertRecord.prototype.text = "";
        AlertRecord.prototype.level = "";
        AlertRecord.prototype.waitDuration = 0;
        AlertRecord.prototype._info = null;
        AlertRecord.prototype.kymoTime = null;
        AlertRecord.prototype.kymoId = "";

        AlertRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.title != null && $Object.hasOwnProperty.call(message, "title") && message.title !== "")
                writer.uint32(10).string(message.title);
            if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
                writer.uint32(18).string(message.text);
            if (message.level != null && $Object.hasOwnProperty.call(message, "level") && message.level !== "")
                writer.uint32(26).string(message.level);
            if (message.waitDuration != null && $Object.hasOwnProperty.call(message, "waitDuration") && (typeof message.waitDuration === "object" ? message.waitDuration.low || message.waitDuration.high : message.waitDuration !== 0))
                writer.uint32(32).int64(message.waitDuration);
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.kymoTime != null && $Object.hasOwnProperty.call(message, "kymoTime"))
                $root.wandb_internal.Timestamp.encode(message.kymoTime, writer.uint32(8002).fork(), _depth + 1).ldelim();
            if (message.kymoId != null && $Object.hasOwnProperty.call(message, "kymoId") && message.kymoId !== "")
                writer.uint32(8010).string(message.kymoId);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        AlertRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.AlertRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.title = value;
                        else
                            delete message.title;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.text = value;
                        else
                            delete message.text;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.level = value;
                        else
                            delete message.level;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                            message.waitDuration = value;
                        else
                            delete message.waitDuration;
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                case 1000: {
                        if (wireType !== 2)
                            break;
                        message.kymoTime = $root.wandb_internal.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.kymoTime);
                        continue;
                    }
                case 1001: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kymoId = value;
                        else
                            delete message.kymoId;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return AlertRecord;
    })();

    wandb_internal.RunPreemptingRecord = (function() {

        const RunPreemptingRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        RunPreemptingRecord.prototype._info = null;

        RunPreemptingRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        RunPreemptingRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.RunPreemptingRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return RunPreemptingRecord;
    })();

    wandb_internal.UseArtifactRecord = (function() {

        const UseArtifactRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        UseArtifactRecord.prototype.id = "";
        UseArtifactRecord.prototype.type = "";
        UseArtifactRecord.prototype.name = "";
        UseArtifactRecord.prototype.partial = null;
        UseArtifactRecord.prototype._info = null;
        UseArtifactRecord.prototype.kymoDigest = "";
        UseArtifactRecord.prototype.kymoEntity = "";
        UseArtifactRecord.prototype.kymoProject = "";
        UseArtifactRecord.prototype.kymoTime = null;

        UseArtifactRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                writer.uint32(10).string(message.id);
            if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                writer.uint32(18).string(message.type);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(26).string(message.name);
            if (message.partial != null && $Object.hasOwnProperty.call(message, "partial"))
                $root.wandb_internal.PartialJobArtifact.encode(message.partial, writer.uint32(34).fork(), _depth + 1).ldelim();
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.kymoDigest != null && $Object.hasOwnProperty.call(message, "kymoDigest") && message.kymoDigest !== "")
                writer.uint32(8002).string(message.kymoDigest);
            if (message.kymoEntity != null && $Object.hasOwnProperty.call(message, "kymoEntity") && message.kymoEntity !== "")
                writer.uint32(8010).string(message.kymoEntity);
            if (message.kymoProject != null && $Object.hasOwnProperty.call(message, "kymoProject") && message.kymoProject !== "")
                writer.uint32(8018).string(message.kymoProject);
            if (message.kymoTime != null && $Object.hasOwnProperty.call(message, "kymoTime"))
                $root.wandb_internal.Timestamp.encode(message.kymoTime, writer.uint32(8026).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        UseArtifactRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.UseArtifactRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.id = value;
                        else
                            delete message.id;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.type = value;
                        else
                            delete message.type;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.partial = $root.wandb_internal.PartialJobArtifact.decode(reader, reader.size(), $undefined, _depth + 1, message.partial);
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                case 1000: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kymoDigest = value;
                        else
                            delete message.kymoDigest;
                        continue;
                    }
                case 1001: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kymoEntity = value;
                        else
                            delete message.kymoEntity;
                        continue;
                    }
                case 1002: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kymoProject = value;
                        else
                            delete message.kymoProject;
                        continue;
                    }
                case 1003: {
                        if (wireType !== 2)
                            break;
                        message.kymoTime = $root.wandb_internal.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.kymoTime);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return UseArtifactRecord;
    })();

    wandb_internal.RunExitRecord = (function() {

        const RunExitRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        RunExitRecord.prototype.exitCode = 0;
        RunExitRecord.prototype.runtime = 0;
        RunExitRecord.prototype.notComplete = false;
        RunExitRecord.prototype._info = null;

        RunExitRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.exitCode != null && $Object.hasOwnProperty.call(message, "exitCode") && message.exitCode !== 0)
                writer.uint32(8).int32(message.exitCode);
            if (message.runtime != null && $Object.hasOwnProperty.call(message, "runtime") && message.runtime !== 0)
                writer.uint32(16).int32(message.runtime);
            if (message.notComplete != null && $Object.hasOwnProperty.call(message, "notComplete") && message.notComplete !== false)
                writer.uint32(24).bool(message.notComplete);
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        RunExitRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.RunExitRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.exitCode = value;
                        else
                            delete message.exitCode;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.runtime = value;
                        else
                            delete message.runtime;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.notComplete = value;
                        else
                            delete message.notComplete;
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return RunExitRecord;
    })();

    wandb_internal.FinalRecord = (function() {

        const FinalRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        FinalRecord.prototype._info = null;

        FinalRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        FinalRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.FinalRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return FinalRecord;
    })();

    wandb_internal.FooterRecord = (function() {

        const FooterRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        FooterRecord.prototype._info = null;

        FooterRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        FooterRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.FooterRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return FooterRecord;
    })();

    wandb_internal.EnvironmentRecord = (function() {

        const EnvironmentRecord = function (properties) {
            this.args = [];
            this.disk = {};
            this.gpuNvidia = [];
            this.gpuAmd = [];
            this.slurm = {};
            this.kymoExecArgs = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        EnvironmentRecord.prototype.os = "";
        EnvironmentRecord.prototype.python = "";
        EnvironmentRecord.prototype.startedAt = null;
        EnvironmentRecord.prototype.docker = "";
        EnvironmentRecord.prototype.args = $util.emptyArray;
        EnvironmentRecord.prototype.program = "";
        EnvironmentRecord.prototype.codePath = "";
        EnvironmentRecord.prototype.codePathLocal = "";
        EnvironmentRecord.prototype.git = null;
        EnvironmentRecord.prototype.email = "";
        EnvironmentRecord.prototype.root = "";
        EnvironmentRecord.prototype.host = "";
        EnvironmentRecord.prototype.username = "";
        EnvironmentRecord.prototype.executable = "";
        EnvironmentRecord.prototype.colab = "";
        EnvironmentRecord.prototype.cpuCount = 0;
        EnvironmentRecord.prototype.cpuCountLogical = 0;
        EnvironmentRecord.prototype.gpuType = "";
        EnvironmentRecord.prototype.gpuCount = 0;
        EnvironmentRecord.prototype.disk = $util.emptyObject;
        EnvironmentRecord.prototype.memory = null;
        EnvironmentRecord.prototype.cpu = null;
        EnvironmentRecord.prototype.apple = null;
        EnvironmentRecord.prototype.gpuNvidia = $util.emptyArray;
        EnvironmentRecord.prototype.cudaVersion = "";
        EnvironmentRecord.prototype.gpuAmd = $util.emptyArray;
        EnvironmentRecord.prototype.slurm = $util.emptyObject;
        EnvironmentRecord.prototype.trainium = null;
        EnvironmentRecord.prototype.tpu = null;
        EnvironmentRecord.prototype.coreweave = null;
        EnvironmentRecord.prototype.writerId = "";
        EnvironmentRecord.prototype._info = null;
        EnvironmentRecord.prototype.kymoRuntime = "";
        EnvironmentRecord.prototype.kymoV8 = "";
        EnvironmentRecord.prototype.kymoExecArgs = $util.emptyArray;
        EnvironmentRecord.prototype.kymoCpuModel = "";
        EnvironmentRecord.prototype.kymoArch = "";
        EnvironmentRecord.prototype.kymoContainer = "";
        EnvironmentRecord.prototype.kymoCpuLimit = 0;
        EnvironmentRecord.prototype.kymoMemoryLimit = 0;
        EnvironmentRecord.prototype.kymoLockfile = "";
        EnvironmentRecord.prototype.kymoLockfileSha256 = "";
        EnvironmentRecord.prototype.kymoPid = 0;

        EnvironmentRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.os != null && $Object.hasOwnProperty.call(message, "os") && message.os !== "")
                writer.uint32(10).string(message.os);
            if (message.python != null && $Object.hasOwnProperty.call(message, "python") && message.python !== "")
                writer.uint32(18).string(message.python);
            if (message.startedAt != null && $Object.hasOwnProperty.call(message, "startedAt"))
                $root.wandb_internal.Timestamp.encode(message.startedAt, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.docker != null && $Object.hasOwnProperty.call(message, "docker") && message.docker !== "")
                writer.uint32(34).string(message.docker);
            if (message.args != null && message.args.length)
                for (let i = 0; i < message.args.length; ++i)
                    writer.uint32(42).string(message.args[i]);
            if (message.program != null && $Object.hasOwnProperty.call(message, "program") && message.program !== "")
                writer.uint32(50).string(message.program);
            if (message.codePath != null && $Object.hasOwnProperty.call(message, "codePath") && message.codePath !== "")
                writer.uint32(58).string(message.codePath);
            if (message.codePathLocal != null && $Object.hasOwnProperty.call(message, "codePathLocal") && message.codePathLocal !== "")
                writer.uint32(66).string(message.codePathLocal);
            if (message.git != null && $Object.hasOwnProperty.call(message, "git"))
                $root.wandb_internal.GitRepoRecord.encode(message.git, writer.uint32(74).fork(), _depth + 1).ldelim();
            if (message.email != null && $Object.hasOwnProperty.call(message, "email") && message.email !== "")
                writer.uint32(82).string(message.email);
            if (message.root != null && $Object.hasOwnProperty.call(message, "root") && message.root !== "")
                writer.uint32(90).string(message.root);
            if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                writer.uint32(98).string(message.host);
            if (message.username != null && $Object.hasOwnProperty.call(message, "username") && message.username !== "")
                writer.uint32(106).string(message.username);
            if (message.executable != null && $Object.hasOwnProperty.call(message, "executable") && message.executable !== "")
                writer.uint32(114).string(message.executable);
            if (message.colab != null && $Object.hasOwnProperty.call(message, "colab") && message.colab !== "")
                writer.uint32(122).string(message.colab);
            if (message.cpuCount != null && $Object.hasOwnProperty.call(message, "cpuCount") && message.cpuCount !== 0)
                writer.uint32(128).uint32(message.cpuCount);
            if (message.cpuCountLogical != null && $Object.hasOwnProperty.call(message, "cpuCountLogical") && message.cpuCountLogical !== 0)
                writer.uint32(136).uint32(message.cpuCountLogical);
            if (message.gpuType != null && $Object.hasOwnProperty.call(message, "gpuType") && message.gpuType !== "")
                writer.uint32(146).string(message.gpuType);
            if (message.gpuCount != null && $Object.hasOwnProperty.call(message, "gpuCount") && message.gpuCount !== 0)
                writer.uint32(152).uint32(message.gpuCount);
            if (message.disk != null && $Object.hasOwnProperty.call(message, "disk"))
                for (let keys = $Object.keys(message.disk), i = 0; i < keys.length; ++i) {
                    writer.uint32(162).fork().uint32(10).string(keys[i]);
                    $root.wandb_internal.DiskInfo.encode(message.disk[keys[i]], writer.uint32(18).fork(), _depth + 1).ldelim().ldelim();
                }
            if (message.memory != null && $Object.hasOwnProperty.call(message, "memory"))
                $root.wandb_internal.MemoryInfo.encode(message.memory, writer.uint32(170).fork(), _depth + 1).ldelim();
            if (message.cpu != null && $Object.hasOwnProperty.call(message, "cpu"))
                $root.wandb_internal.CpuInfo.encode(message.cpu, writer.uint32(178).fork(), _depth + 1).ldelim();
            if (message.apple != null && $Object.hasOwnProperty.call(message, "apple"))
                $root.wandb_internal.AppleInfo.encode(message.apple, writer.uint32(186).fork(), _depth + 1).ldelim();
            if (message.gpuNvidia != null && message.gpuNvidia.length)
                for (let i = 0; i < message.gpuNvidia.length; ++i)
                    $root.wandb_internal.GpuNvidiaInfo.encode(message.gpuNvidia[i], writer.uint32(194).fork(), _depth + 1).ldelim();
            if (message.cudaVersion != null && $Object.hasOwnProperty.call(message, "cudaVersion") && message.cudaVersion !== "")
                writer.uint32(202).string(message.cudaVersion);
            if (message.gpuAmd != null && message.gpuAmd.length)
                for (let i = 0; i < message.gpuAmd.length; ++i)
                    $root.wandb_internal.GpuAmdInfo.encode(message.gpuAmd[i], writer.uint32(210).fork(), _depth + 1).ldelim();
            if (message.slurm != null && $Object.hasOwnProperty.call(message, "slurm"))
                for (let keys = $Object.keys(message.slurm), i = 0; i < keys.length; ++i)
                    writer.uint32(218).fork().uint32(10).string(keys[i]).uint32(18).string(message.slurm[keys[i]]).ldelim();
            if (message.trainium != null && $Object.hasOwnProperty.call(message, "trainium"))
                $root.wandb_internal.TrainiumInfo.encode(message.trainium, writer.uint32(226).fork(), _depth + 1).ldelim();
            if (message.tpu != null && $Object.hasOwnProperty.call(message, "tpu"))
                $root.wandb_internal.TPUInfo.encode(message.tpu, writer.uint32(234).fork(), _depth + 1).ldelim();
            if (message.coreweave != null && $Object.hasOwnProperty.call(message, "coreweave"))
                $root.wandb_internal.CoreWeaveInfo.encode(message.coreweave, writer.uint32(242).fork(), _depth + 1).ldelim();
            if (message.writerId != null && $Object.hasOwnProperty.call(message, "writerId") && message.writerId !== "")
                writer.uint32(1594).string(message.writerId);
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.kymoRuntime != null && $Object.hasOwnProperty.call(message, "kymoRuntime") && message.kymoRuntime !== "")
                writer.uint32(8002).string(message.kymoRuntime);
            if (message.kymoV8 != null && $Object.hasOwnProperty.call(message, "kymoV8") && message.kymoV8 !== "")
                writer.uint32(8010).string(message.kymoV8);
            if (message.kymoExecArgs != null && message.kymoExecArgs.length)
                for (let i = 0; i < message.kymoExecArgs.length; ++i)
                    writer.uint32(8018).string(message.kymoExecArgs[i]);
            if (message.kymoCpuModel != null && $Object.hasOwnProperty.call(message, "kymoCpuModel") && message.kymoCpuModel !== "")
                writer.uint32(8026).string(message.kymoCpuModel);
            if (message.kymoArch != null && $Object.hasOwnProperty.call(message, "kymoArch") && message.kymoArch !== "")
                writer.uint32(8034).string(message.kymoArch);
            if (message.kymoContainer != null && $Object.hasOwnProperty.call(message, "kymoContainer") && message.kymoContainer !== "")
                writer.uint32(8042).string(message.kymoContainer);
            if (message.kymoCpuLimit != null && $Object.hasOwnProperty.call(message, "kymoCpuLimit") && !$Object.is(message.kymoCpuLimit, 0))
                writer.uint32(8049).double(message.kymoCpuLimit);
            if (message.kymoMemoryLimit != null && $Object.hasOwnProperty.call(message, "kymoMemoryLimit") && (typeof message.kymoMemoryLimit === "object" ? message.kymoMemoryLimit.low || message.kymoMemoryLimit.high : message.kymoMemoryLimit !== 0))
                writer.uint32(8056).uint64(message.kymoMemoryLimit);
            if (message.kymoLockfile != null && $Object.hasOwnProperty.call(message, "kymoLockfile") && message.kymoLockfile !== "")
                writer.uint32(8066).string(message.kymoLockfile);
            if (message.kymoLockfileSha256 != null && $Object.hasOwnProperty.call(message, "kymoLockfileSha256") && message.kymoLockfileSha256 !== "")
                writer.uint32(8074).string(message.kymoLockfileSha256);
            if (message.kymoPid != null && $Object.hasOwnProperty.call(message, "kymoPid") && (typeof message.kymoPid === "object" ? message.kymoPid.low || message.kymoPid.high : message.kymoPid !== 0))
                writer.uint32(8080).uint64(message.kymoPid);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        EnvironmentRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, key, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.EnvironmentRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.os = value;
                        else
                            delete message.os;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.python = value;
                        else
                            delete message.python;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.startedAt = $root.wandb_internal.Timestamp.decode(reader, reader.size(), $undefined, _depth + 1, message.startedAt);
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.docker = value;
                        else
                            delete message.docker;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.args && message.args.length))
                            message.args = [];
                        message.args.push(reader.stringVerify());
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.program = value;
                        else
                            delete message.program;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.codePath = value;
                        else
                            delete message.codePath;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.codePathLocal = value;
                        else
                            delete message.codePathLocal;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.git = $root.wandb_internal.GitRepoRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.git);
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.email = value;
                        else
                            delete message.email;
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.root = value;
                        else
                            delete message.root;
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.host = value;
                        else
                            delete message.host;
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.username = value;
                        else
                            delete message.username;
                        continue;
                    }
                case 14: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.executable = value;
                        else
                            delete message.executable;
                        continue;
                    }
                case 15: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.colab = value;
                        else
                            delete message.colab;
                        continue;
                    }
                case 16: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.cpuCount = value;
                        else
                            delete message.cpuCount;
                        continue;
                    }
                case 17: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.cpuCountLogical = value;
                        else
                            delete message.cpuCountLogical;
                        continue;
                    }
                case 18: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.gpuType = value;
                        else
                            delete message.gpuType;
                        continue;
                    }
                case 19: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.gpuCount = value;
                        else
                            delete message.gpuCount;
                        continue;
                    }
                case 20: {
                        if (wireType !== 2)
                            break;
                        if (message.disk === $util.emptyObject)
                            message.disk = {};
                        let end2 = reader.size() + reader.pos;
                        if (end2 > reader.len)
                            throw $RangeError("index out of range");
                        reader.len = end2;
                        key = "";
                        value = null;
                        while (reader.pos < end2) {
                            let tag2 = reader.tag();
                            wireType = tag2 & 7;
                            switch (tag2 >>>= 3) {
                            case 1:
                                if (wireType !== 2)
                                    break;
                                key = reader.stringVerify();
                                continue;
                            case 2:
                                if (wireType !== 2)
                                    break;
                                value = $root.wandb_internal.DiskInfo.decode(reader, reader.size(), $undefined, _depth + 1, value);
                                continue;
                            }
                            reader.skipType(wireType, _depth, tag2);
                        }
                        if (reader.pos !== end2)
                            throw $RangeError("index out of range");
                        reader.len = end;
                        if (key === "__proto__")
                            $util.makeProp(message.disk, key);
                        message.disk[key] = value || new $root.wandb_internal.DiskInfo();
                        continue;
                    }
                case 21: {
                        if (wireType !== 2)
                            break;
                        message.memory = $root.wandb_internal.MemoryInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.memory);
                        continue;
                    }
                case 22: {
                        if (wireType !== 2)
                            break;
                        message.cpu = $root.wandb_internal.CpuInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.cpu);
                        continue;
                    }
                case 23: {
                        if (wireType !== 2)
                            break;
                        message.apple = $root.wandb_internal.AppleInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.apple);
                        continue;
                    }
                case 24: {
                        if (wireType !== 2)
                            break;
                        if (!(message.gpuNvidia && message.gpuNvidia.length))
                            message.gpuNvidia = [];
                        message.gpuNvidia.push($root.wandb_internal.GpuNvidiaInfo.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 25: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.cudaVersion = value;
                        else
                            delete message.cudaVersion;
                        continue;
                    }
                case 26: {
                        if (wireType !== 2)
                            break;
                        if (!(message.gpuAmd && message.gpuAmd.length))
                            message.gpuAmd = [];
                        message.gpuAmd.push($root.wandb_internal.GpuAmdInfo.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 27: {
                        if (wireType !== 2)
                            break;
                        if (message.slurm === $util.emptyObject)
                            message.slurm = {};
                        let end2 = reader.size() + reader.pos;
                        if (end2 > reader.len)
                            throw $RangeError("index out of range");
                        reader.len = end2;
                        key = "";
                        value = "";
                        while (reader.pos < end2) {
                            let tag2 = reader.tag();
                            wireType = tag2 & 7;
                            switch (tag2 >>>= 3) {
                            case 1:
                                if (wireType !== 2)
                                    break;
                                key = reader.stringVerify();
                                continue;
                            case 2:
                                if (wireType !== 2)
                                    break;
                                value = reader.stringVerify();
                                continue;
                            }
                            reader.skipType(wireType, _depth, tag2);
                        }
                        if (reader.pos !== end2)
                            throw $RangeError("index out of range");
                        reader.len = end;
                        if (key === "__proto__")
                            $util.makeProp(message.slurm, key);
                        message.slurm[key] = value;
                        continue;
                    }
                case 28: {
                        if (wireType !== 2)
                            break;
                        message.trainium = $root.wandb_internal.TrainiumInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.trainium);
                        continue;
                    }
                case 29: {
                        if (wireType !== 2)
                            break;
                        message.tpu = $root.wandb_internal.TPUInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.tpu);
                        continue;
                    }
                case 30: {
                        if (wireType !== 2)
                            break;
                        message.coreweave = $root.wandb_internal.CoreWeaveInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.coreweave);
                        continue;
                    }
                case 199: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.writerId = value;
                        else
                            delete message.writerId;
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                case 1000: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kymoRuntime = value;
                        else
                            delete message.kymoRuntime;
                        continue;
                    }
                case 1001: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kymoV8 = value;
                        else
                            delete message.kymoV8;
                        continue;
                    }
                case 1002: {
                        if (wireType !== 2)
                            break;
                        if (!(message.kymoExecArgs && message.kymoExecArgs.length))
                            message.kymoExecArgs = [];
                        message.kymoExecArgs.push(reader.stringVerify());
                        continue;
                    }
                case 1003: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kymoCpuModel = value;
                        else
                            delete message.kymoCpuModel;
                        continue;
                    }
                case 1004: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kymoArch = value;
                        else
                            delete message.kymoArch;
                        continue;
                    }
                case 1005: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kymoContainer = value;
                        else
                            delete message.kymoContainer;
                        continue;
                    }
                case 1006: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.kymoCpuLimit = value;
                        else
                            delete message.kymoCpuLimit;
                        continue;
                    }
                case 1007: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.kymoMemoryLimit = value;
                        else
                            delete message.kymoMemoryLimit;
                        continue;
                    }
                case 1008: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kymoLockfile = value;
                        else
                            delete message.kymoLockfile;
                        continue;
                    }
                case 1009: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kymoLockfileSha256 = value;
                        else
                            delete message.kymoLockfileSha256;
                        continue;
                    }
                case 1010: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.kymoPid = value;
                        else
                            delete message.kymoPid;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return EnvironmentRecord;
    })();

    wandb_internal.DiskInfo = (function() {

        const DiskInfo = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        DiskInfo.prototype.total = 0;
        DiskInfo.prototype.used = 0;

        DiskInfo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.total != null && $Object.hasOwnProperty.call(message, "total") && (typeof message.total === "object" ? message.total.low || message.total.high : message.total !== 0))
                writer.uint32(8).uint64(message.total);
            if (message.used != null && $Object.hasOwnProperty.call(message, "used") && (typeof message.used === "object" ? message.used.low || message.used.high : message.used !== 0))
                writer.uint32(16).uint64(message.used);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        DiskInfo.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.DiskInfo();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.total = value;
                        else
                            delete message.total;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.used = value;
                        else
                            delete message.used;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return DiskInfo;
    })();

    wandb_internal.MemoryInfo = (function() {

        const MemoryInfo = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        MemoryInfo.prototype.total = 0;

        MemoryInfo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.total != null && $Object.hasOwnProperty.call(message, "total") && (typeof message.total === "object" ? message.total.low || message.total.high : message.total !== 0))
                writer.uint32(8).uint64(message.total);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        MemoryInfo.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.MemoryInfo();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.total = value;
                        else
                            delete message.total;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return MemoryInfo;
    })();

    wandb_internal.CpuInfo = (function() {

        const CpuInfo = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        CpuInfo.prototype.count = 0;
        CpuInfo.prototype.countLogical = 0;

        CpuInfo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                writer.uint32(8).uint32(message.count);
            if (message.countLogical != null && $Object.hasOwnProperty.call(message, "countLogical") && message.countLogical !== 0)
                writer.uint32(16).uint32(message.countLogical);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        CpuInfo.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.CpuInfo();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.count = value;
                        else
                            delete message.count;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.countLogical = value;
                        else
                            delete message.countLogical;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return CpuInfo;
    })();

    wandb_internal.AppleInfo = (function() {

        const AppleInfo = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        AppleInfo.prototype.name = "";
        AppleInfo.prototype.ecpuCores = 0;
        AppleInfo.prototype.pcpuCores = 0;
        AppleInfo.prototype.gpuCores = 0;
        AppleInfo.prototype.memoryGb = 0;
        AppleInfo.prototype.swapTotalBytes = 0;
        AppleInfo.prototype.ramTotalBytes = 0;
        AppleInfo.prototype.macModel = "";

        AppleInfo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(10).string(message.name);
            if (message.ecpuCores != null && $Object.hasOwnProperty.call(message, "ecpuCores") && message.ecpuCores !== 0)
                writer.uint32(16).uint32(message.ecpuCores);
            if (message.pcpuCores != null && $Object.hasOwnProperty.call(message, "pcpuCores") && message.pcpuCores !== 0)
                writer.uint32(24).uint32(message.pcpuCores);
            if (message.gpuCores != null && $Object.hasOwnProperty.call(message, "gpuCores") && message.gpuCores !== 0)
                writer.uint32(32).uint32(message.gpuCores);
            if (message.memoryGb != null && $Object.hasOwnProperty.call(message, "memoryGb") && message.memoryGb !== 0)
                writer.uint32(40).uint32(message.memoryGb);
            if (message.swapTotalBytes != null && $Object.hasOwnProperty.call(message, "swapTotalBytes") && (typeof message.swapTotalBytes === "object" ? message.swapTotalBytes.low || message.swapTotalBytes.high : message.swapTotalBytes !== 0))
                writer.uint32(48).uint64(message.swapTotalBytes);
            if (message.ramTotalBytes != null && $Object.hasOwnProperty.call(message, "ramTotalBytes") && (typeof message.ramTotalBytes === "object" ? message.ramTotalBytes.low || message.ramTotalBytes.high : message.ramTotalBytes !== 0))
                writer.uint32(56).uint64(message.ramTotalBytes);
            if (message.macModel != null && $Object.hasOwnProperty.call(message, "macModel") && message.macModel !== "")
                writer.uint32(66).string(message.macModel);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        AppleInfo.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.AppleInfo();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.ecpuCores = value;
                        else
                            delete message.ecpuCores;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.pcpuCores = value;
                        else
                            delete message.pcpuCores;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.gpuCores = value;
                        else
                            delete message.gpuCores;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.memoryGb = value;
                        else
                            delete message.memoryGb;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.swapTotalBytes = value;
                        else
                            delete message.swapTotalBytes;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.ramTotalBytes = value;
                        else
                            delete message.ramTotalBytes;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.macModel = value;
                        else
                            delete message.macModel;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return AppleInfo;
    })();

    wandb_internal.GpuNvidiaInfo = (function() {

        const GpuNvidiaInfo = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        GpuNvidiaInfo.prototype.name = "";
        GpuNvidiaInfo.prototype.memoryTotal = 0;
        GpuNvidiaInfo.prototype.cudaCores = 0;
        GpuNvidiaInfo.prototype.architecture = "";
        GpuNvidiaInfo.prototype.uuid = "";

        GpuNvidiaInfo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(10).string(message.name);
            if (message.memoryTotal != null && $Object.hasOwnProperty.call(message, "memoryTotal") && (typeof message.memoryTotal === "object" ? message.memoryTotal.low || message.memoryTotal.high : message.memoryTotal !== 0))
                writer.uint32(16).uint64(message.memoryTotal);
            if (message.cudaCores != null && $Object.hasOwnProperty.call(message, "cudaCores") && message.cudaCores !== 0)
                writer.uint32(24).uint32(message.cudaCores);
            if (message.architecture != null && $Object.hasOwnProperty.call(message, "architecture") && message.architecture !== "")
                writer.uint32(34).string(message.architecture);
            if (message.uuid != null && $Object.hasOwnProperty.call(message, "uuid") && message.uuid !== "")
                writer.uint32(42).string(message.uuid);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        GpuNvidiaInfo.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.GpuNvidiaInfo();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.memoryTotal = value;
                        else
                            delete message.memoryTotal;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.cudaCores = value;
                        else
                            delete message.cudaCores;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.architecture = value;
                        else
                            delete message.architecture;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.uuid = value;
                        else
                            delete message.uuid;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return GpuNvidiaInfo;
    })();

    wandb_internal.GpuAmdInfo = (function() {

        const GpuAmdInfo = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        GpuAmdInfo.prototype.id = "";
        GpuAmdInfo.prototype.uniqueId = "";
        GpuAmdInfo.prototype.vbiosVersion = "";
        GpuAmdInfo.prototype.performanceLevel = "";
        GpuAmdInfo.prototype.gpuOverdrive = "";
        GpuAmdInfo.prototype.gpuMemoryOverdrive = "";
        GpuAmdInfo.prototype.maxPower = "";
        GpuAmdInfo.prototype.series = "";
        GpuAmdInfo.prototype.model = "";
        GpuAmdInfo.prototype.vendor = "";
        GpuAmdInfo.prototype.sku = "";
        GpuAmdInfo.prototype.sclkRange = "";
        GpuAmdInfo.prototype.mclkRange = "";

        GpuAmdInfo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                writer.uint32(10).string(message.id);
            if (message.uniqueId != null && $Object.hasOwnProperty.call(message, "uniqueId") && message.uniqueId !== "")
                writer.uint32(18).string(message.uniqueId);
            if (message.vbiosVersion != null && $Object.hasOwnProperty.call(message, "vbiosVersion") && message.vbiosVersion !== "")
                writer.uint32(26).string(message.vbiosVersion);
            if (message.performanceLevel != null && $Object.hasOwnProperty.call(message, "performanceLevel") && message.performanceLevel !== "")
                writer.uint32(34).string(message.performanceLevel);
            if (message.gpuOverdrive != null && $Object.hasOwnProperty.call(message, "gpuOverdrive") && message.gpuOverdrive !== "")
                writer.uint32(42).string(message.gpuOverdrive);
            if (message.gpuMemoryOverdrive != null && $Object.hasOwnProperty.call(message, "gpuMemoryOverdrive") && message.gpuMemoryOverdrive !== "")
                writer.uint32(50).string(message.gpuMemoryOverdrive);
            if (message.maxPower != null && $Object.hasOwnProperty.call(message, "maxPower") && message.maxPower !== "")
                writer.uint32(58).string(message.maxPower);
            if (message.series != null && $Object.hasOwnProperty.call(message, "series") && message.series !== "")
                writer.uint32(66).string(message.series);
            if (message.model != null && $Object.hasOwnProperty.call(message, "model") && message.model !== "")
                writer.uint32(74).string(message.model);
            if (message.vendor != null && $Object.hasOwnProperty.call(message, "vendor") && message.vendor !== "")
                writer.uint32(82).string(message.vendor);
            if (message.sku != null && $Object.hasOwnProperty.call(message, "sku") && message.sku !== "")
                writer.uint32(90).string(message.sku);
            if (message.sclkRange != null && $Object.hasOwnProperty.call(message, "sclkRange") && message.sclkRange !== "")
                writer.uint32(98).string(message.sclkRange);
            if (message.mclkRange != null && $Object.hasOwnProperty.call(message, "mclkRange") && message.mclkRange !== "")
                writer.uint32(106).string(message.mclkRange);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        GpuAmdInfo.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.GpuAmdInfo();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.id = value;
                        else
                            delete message.id;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.uniqueId = value;
                        else
                            delete message.uniqueId;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.vbiosVersion = value;
                        else
                            delete message.vbiosVersion;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.performanceLevel = value;
                        else
                            delete message.performanceLevel;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.gpuOverdrive = value;
                        else
                            delete message.gpuOverdrive;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.gpuMemoryOverdrive = value;
                        else
                            delete message.gpuMemoryOverdrive;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.maxPower = value;
                        else
                            delete message.maxPower;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.series = value;
                        else
                            delete message.series;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.model = value;
                        else
                            delete message.model;
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.vendor = value;
                        else
                            delete message.vendor;
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.sku = value;
                        else
                            delete message.sku;
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.sclkRange = value;
                        else
                            delete message.sclkRange;
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.mclkRange = value;
                        else
                            delete message.mclkRange;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return GpuAmdInfo;
    })();

    wandb_internal.TrainiumInfo = (function() {

        const TrainiumInfo = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        TrainiumInfo.prototype.name = "";
        TrainiumInfo.prototype.vendor = "";
        TrainiumInfo.prototype.neuronDeviceCount = 0;
        TrainiumInfo.prototype.neuroncorePerDeviceCount = 0;

        TrainiumInfo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(10).string(message.name);
            if (message.vendor != null && $Object.hasOwnProperty.call(message, "vendor") && message.vendor !== "")
                writer.uint32(18).string(message.vendor);
            if (message.neuronDeviceCount != null && $Object.hasOwnProperty.call(message, "neuronDeviceCount") && message.neuronDeviceCount !== 0)
                writer.uint32(24).uint32(message.neuronDeviceCount);
            if (message.neuroncorePerDeviceCount != null && $Object.hasOwnProperty.call(message, "neuroncorePerDeviceCount") && message.neuroncorePerDeviceCount !== 0)
                writer.uint32(32).uint32(message.neuroncorePerDeviceCount);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        TrainiumInfo.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.TrainiumInfo();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.vendor = value;
                        else
                            delete message.vendor;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.neuronDeviceCount = value;
                        else
                            delete message.neuronDeviceCount;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.neuroncorePerDeviceCount = value;
                        else
                            delete message.neuroncorePerDeviceCount;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return TrainiumInfo;
    })();

    wandb_internal.TPUInfo = (function() {

        const TPUInfo = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        TPUInfo.prototype.name = "";
        TPUInfo.prototype.hbmGib = 0;
        TPUInfo.prototype.devicesPerChip = 0;
        TPUInfo.prototype.count = 0;

        TPUInfo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(10).string(message.name);
            if (message.hbmGib != null && $Object.hasOwnProperty.call(message, "hbmGib") && message.hbmGib !== 0)
                writer.uint32(16).uint32(message.hbmGib);
            if (message.devicesPerChip != null && $Object.hasOwnProperty.call(message, "devicesPerChip") && message.devicesPerChip !== 0)
                writer.uint32(24).uint32(message.devicesPerChip);
            if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                writer.uint32(32).uint32(message.count);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        TPUInfo.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.TPUInfo();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.hbmGib = value;
                        else
                            delete message.hbmGib;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.devicesPerChip = value;
                        else
                            delete message.devicesPerChip;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.count = value;
                        else
                            delete message.count;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return TPUInfo;
    })();

    wandb_internal.CoreWeaveInfo = (function() {

        const CoreWeaveInfo = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        CoreWeaveInfo.prototype.clusterName = "";
        CoreWeaveInfo.prototype.orgId = "";
        CoreWeaveInfo.prototype.region = "";

        CoreWeaveInfo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.clusterName != null && $Object.hasOwnProperty.call(message, "clusterName") && message.clusterName !== "")
                writer.uint32(10).string(message.clusterName);
            if (message.orgId != null && $Object.hasOwnProperty.call(message, "orgId") && message.orgId !== "")
                writer.uint32(18).string(message.orgId);
            if (message.region != null && $Object.hasOwnProperty.call(message, "region") && message.region !== "")
                writer.uint32(26).string(message.region);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        CoreWeaveInfo.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.CoreWeaveInfo();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.clusterName = value;
                        else
                            delete message.clusterName;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.orgId = value;
                        else
                            delete message.orgId;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.region = value;
                        else
                            delete message.region;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return CoreWeaveInfo;
    })();

    wandb_internal.TelemetryRecord = (function() {

        const TelemetryRecord = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        TelemetryRecord.prototype.importsInit = null;
        TelemetryRecord.prototype.importsFinish = null;
        TelemetryRecord.prototype.feature = null;
        TelemetryRecord.prototype.pythonVersion = "";
        TelemetryRecord.prototype.cliVersion = "";
        TelemetryRecord.prototype.huggingfaceVersion = "";
        TelemetryRecord.prototype.env = null;
        TelemetryRecord.prototype.label = null;
        TelemetryRecord.prototype.deprecated = null;
        TelemetryRecord.prototype.coreVersion = "";
        TelemetryRecord.prototype.platform = "";
        TelemetryRecord.prototype._info = null;

        TelemetryRecord.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.importsInit != null && $Object.hasOwnProperty.call(message, "importsInit"))
                $root.wandb_internal.Imports.encode(message.importsInit, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.importsFinish != null && $Object.hasOwnProperty.call(message, "importsFinish"))
                $root.wandb_internal.Imports.encode(message.importsFinish, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.feature != null && $Object.hasOwnProperty.call(message, "feature"))
                $root.wandb_internal.Feature.encode(message.feature, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.pythonVersion != null && $Object.hasOwnProperty.call(message, "pythonVersion") && message.pythonVersion !== "")
                writer.uint32(34).string(message.pythonVersion);
            if (message.cliVersion != null && $Object.hasOwnProperty.call(message, "cliVersion") && message.cliVersion !== "")
                writer.uint32(42).string(message.cliVersion);
            if (message.huggingfaceVersion != null && $Object.hasOwnProperty.call(message, "huggingfaceVersion") && message.huggingfaceVersion !== "")
                writer.uint32(50).string(message.huggingfaceVersion);
            if (message.env != null && $Object.hasOwnProperty.call(message, "env"))
                $root.wandb_internal.Env.encode(message.env, writer.uint32(66).fork(), _depth + 1).ldelim();
            if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                $root.wandb_internal.Labels.encode(message.label, writer.uint32(74).fork(), _depth + 1).ldelim();
            if (message.deprecated != null && $Object.hasOwnProperty.call(message, "deprecated"))
                $root.wandb_internal.Deprecated.encode(message.deprecated, writer.uint32(82).fork(), _depth + 1).ldelim();
            if (message.coreVersion != null && $Object.hasOwnProperty.call(message, "coreVersion") && message.coreVersion !== "")
                writer.uint32(98).string(message.coreVersion);
            if (message.platform != null && $Object.hasOwnProperty.call(message, "platform") && message.platform !== "")
                writer.uint32(106).string(message.platform);
            if (message._info != null && $Object.hasOwnProperty.call(message, "_info"))
                $root.wandb_internal._RecordInfo.encode(message._info, writer.uint32(1602).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        TelemetryRecord.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.TelemetryRecord();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.importsInit = $root.wandb_internal.Imports.decode(reader, reader.size(), $undefined, _depth + 1, message.importsInit);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.importsFinish = $root.wandb_internal.Imports.decode(reader, reader.size(), $undefined, _depth + 1, message.importsFinish);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.feature = $root.wandb_internal.Feature.decode(reader, reader.size(), $undefined, _depth + 1, message.feature);
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.pythonVersion = value;
                        else
                            delete message.pythonVersion;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.cliVersion = value;
                        else
                            delete message.cliVersion;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.huggingfaceVersion = value;
                        else
                            delete message.huggingfaceVersion;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        message.env = $root.wandb_internal.Env.decode(reader, reader.size(), $undefined, _depth + 1, message.env);
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        message.label = $root.wandb_internal.Labels.decode(reader, reader.size(), $undefined, _depth + 1, message.label);
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        message.deprecated = $root.wandb_internal.Deprecated.decode(reader, reader.size(), $undefined, _depth + 1, message.deprecated);
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.coreVersion = value;
                        else
                            delete message.coreVersion;
                        continue;
                    }
                case 13: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.platform = value;
                        else
                            delete message.platform;
                        continue;
                    }
                case 200: {
                        if (wireType !== 2)
                            break;
                        message._info = $root.wandb_internal._RecordInfo.decode(reader, reader.size(), $undefined, _depth + 1, message._info);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return TelemetryRecord;
    })();

    wandb_internal.Labels = (function() {

        const Labels = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Labels.prototype.codeString = "";
        Labels.prototype.repoString = "";
        Labels.prototype.codeVersion = "";

        Labels.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.codeString != null && $Object.hasOwnProperty.call(message, "codeString") && message.codeString !== "")
                writer.uint32(10).string(message.codeString);
            if (message.repoString != null && $Object.hasOwnProperty.call(message, "repoString") && message.repoString !== "")
                writer.uint32(18).string(message.repoString);
            if (message.codeVersion != null && $Object.hasOwnProperty.call(message, "codeVersion") && message.codeVersion !== "")
                writer.uint32(26).string(message.codeVersion);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Labels.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.Labels();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.codeString = value;
                        else
                            delete message.codeString;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.repoString = value;
                        else
                            delete message.repoString;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.codeVersion = value;
                        else
                            delete message.codeVersion;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Labels;
    })();

    wandb_internal.Imports = (function() {

        const Imports = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Imports.prototype.torch = false;
        Imports.prototype.keras = false;
        Imports.prototype.tensorflow = false;
        Imports.prototype.fastai = false;
        Imports.prototype.sklearn = false;
        Imports.prototype.xgboost = false;
        Imports.prototype.catboost = false;
        Imports.prototype.lightgbm = false;
        Imports.prototype.pytorchLightning = false;
        Imports.prototype.ignite = false;
        Imports.prototype.transformers = false;
        Imports.prototype.jax = false;
        Imports.prototype.metaflow = false;
        Imports.prototype.allennlp = false;
        Imports.prototype.autogluon = false;
        Imports.prototype.autokeras = false;
        Imports.prototype.catalyst = false;
        Imports.prototype.deepchem = false;
        Imports.prototype.deepctr = false;
        Imports.prototype.pycaret = false;
        Imports.prototype.pytorchvideo = false;
        Imports.prototype.ray = false;
        Imports.prototype.simpletransformers = false;
        Imports.prototype.skorch = false;
        Imports.prototype.spacy = false;
        Imports.prototype.flash = false;
        Imports.prototype.optuna = false;
        Imports.prototype.recbole = false;
        Imports.prototype.mmcv = false;
        Imports.prototype.mmdet = false;
        Imports.prototype.torchdrug = false;
        Imports.prototype.torchtext = false;
        Imports.prototype.torchvision = false;
        Imports.prototype.elegy = false;
        Imports.prototype.detectron2 = false;
        Imports.prototype.flair = false;
        Imports.prototype.flax = false;
        Imports.prototype.syft = false;
        Imports.prototype.TTS = false;
        Imports.prototype.monai = false;
        Imports.prototype.huggingfaceHub = false;
        Imports.prototype.hydra = false;
        Imports.prototype.datasets = false;
        Imports.prototype.sacred = false;
        Imports.prototype.joblib = false;
        Imports.prototype.dask = false;
        Imports.prototype.paddleocr = false;
        Imports.prototype.ppdet = false;
        Imports.prototype.paddleseg = false;
        Imports.prototype.paddlenlp = false;
        Imports.prototype.mmseg = false;
        Imports.prototype.mmocr = false;
        Imports.prototype.mmcls = false;
        Imports.prototype.timm = false;
        Imports.prototype.fairseq = false;
        Imports.prototype.deepchecks = false;
        Imports.prototype.composer = false;
        Imports.prototype.sparseml = false;
        Imports.prototype.anomalib = false;
        Imports.prototype.zenml = false;
        Imports.prototype.colossalai = false;
        Imports.prototype.accelerate = false;
        Imports.prototype.merlin = false;
        Imports.prototype.nanodet = false;
        Imports.prototype.segmentationModelsPytorch = false;
        Imports.prototype.sentenceTransformers = false;
        Imports.prototype.dgl = false;
        Imports.prototype.torchGeometric = false;
        Imports.prototype.jina = false;
        Imports.prototype.kornia = false;
        Imports.prototype.albumentations = false;
        Imports.prototype.kerasCv = false;
        Imports.prototype.mmengine = false;
        Imports.prototype.diffusers = false;
        Imports.prototype.trl = false;
        Imports.prototype.trlx = false;
        Imports.prototype.langchain = false;
        Imports.prototype.llamaIndex = false;
        Imports.prototype.stabilitySdk = false;
        Imports.prototype.prefect = false;
        Imports.prototype.prefectRay = false;
        Imports.prototype.pinecone = false;
        Imports.prototype.chromadb = false;
        Imports.prototype.weaviate = false;
        Imports.prototype.promptlayer = false;
        Imports.prototype.openai = false;
        Imports.prototype.cohere = false;
        Imports.prototype.anthropic = false;
        Imports.prototype.peft = false;
        Imports.prototype.optimum = false;
        Imports.prototype.evaluate = false;
        Imports.prototype.langflow = false;
        Imports.prototype.kerasCore = false;
        Imports.prototype.lightningFabric = false;
        Imports.prototype.curatedTransformers = false;
        Imports.prototype.orjson = false;
        Imports.prototype.lightning = false;
        Imports.prototype.dspy = false;

        Imports.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.torch != null && $Object.hasOwnProperty.call(message, "torch") && message.torch !== false)
                writer.uint32(8).bool(message.torch);
            if (message.keras != null && $Object.hasOwnProperty.call(message, "keras") && message.keras !== false)
                writer.uint32(16).bool(message.keras);
            if (message.tensorflow != null && $Object.hasOwnProperty.call(message, "tensorflow") && message.tensorflow !== false)
                writer.uint32(24).bool(message.tensorflow);
            if (message.fastai != null && $Object.hasOwnProperty.call(message, "fastai") && message.fastai !== false)
                writer.uint32(32).bool(message.fastai);
            if (message.sklearn != null && $Object.hasOwnProperty.call(message, "sklearn") && message.sklearn !== false)
                writer.uint32(40).bool(message.sklearn);
            if (message.xgboost != null && $Object.hasOwnProperty.call(message, "xgboost") && message.xgboost !== false)
                writer.uint32(48).bool(message.xgboost);
            if (message.catboost != null && $Object.hasOwnProperty.call(message, "catboost") && message.catboost !== false)
                writer.uint32(56).bool(message.catboost);
            if (message.lightgbm != null && $Object.hasOwnProperty.call(message, "lightgbm") && message.lightgbm !== false)
                writer.uint32(64).bool(message.lightgbm);
            if (message.pytorchLightning != null && $Object.hasOwnProperty.call(message, "pytorchLightning") && message.pytorchLightning !== false)
                writer.uint32(72).bool(message.pytorchLightning);
            if (message.ignite != null && $Object.hasOwnProperty.call(message, "ignite") && message.ignite !== false)
                writer.uint32(80).bool(message.ignite);
            if (message.transformers != null && $Object.hasOwnProperty.call(message, "transformers") && message.transformers !== false)
                writer.uint32(88).bool(message.transformers);
            if (message.jax != null && $Object.hasOwnProperty.call(message, "jax") && message.jax !== false)
                writer.uint32(96).bool(message.jax);
            if (message.metaflow != null && $Object.hasOwnProperty.call(message, "metaflow") && message.metaflow !== false)
                writer.uint32(104).bool(message.metaflow);
            if (message.allennlp != null && $Object.hasOwnProperty.call(message, "allennlp") && message.allennlp !== false)
                writer.uint32(112).bool(message.allennlp);
            if (message.autogluon != null && $Object.hasOwnProperty.call(message, "autogluon") && message.autogluon !== false)
                writer.uint32(120).bool(message.autogluon);
            if (message.autokeras != null && $Object.hasOwnProperty.call(message, "autokeras") && message.autokeras !== false)
                writer.uint32(128).bool(message.autokeras);
            if (message.catalyst != null && $Object.hasOwnProperty.call(message, "catalyst") && message.catalyst !== false)
                writer.uint32(144).bool(message.catalyst);
            if (message.deepchem != null && $Object.hasOwnProperty.call(message, "deepchem") && message.deepchem !== false)
                writer.uint32(168).bool(message.deepchem);
            if (message.deepctr != null && $Object.hasOwnProperty.call(message, "deepctr") && message.deepctr !== false)
                writer.uint32(176).bool(message.deepctr);
            if (message.pycaret != null && $Object.hasOwnProperty.call(message, "pycaret") && message.pycaret !== false)
                writer.uint32(224).bool(message.pycaret);
            if (message.pytorchvideo != null && $Object.hasOwnProperty.call(message, "pytorchvideo") && message.pytorchvideo !== false)
                writer.uint32(232).bool(message.pytorchvideo);
            if (message.ray != null && $Object.hasOwnProperty.call(message, "ray") && message.ray !== false)
                writer.uint32(240).bool(message.ray);
            if (message.simpletransformers != null && $Object.hasOwnProperty.call(message, "simpletransformers") && message.simpletransformers !== false)
                writer.uint32(248).bool(message.simpletransformers);
            if (message.skorch != null && $Object.hasOwnProperty.call(message, "skorch") && message.skorch !== false)
                writer.uint32(256).bool(message.skorch);
            if (message.spacy != null && $Object.hasOwnProperty.call(message, "spacy") && message.spacy !== false)
                writer.uint32(264).bool(message.spacy);
            if (message.flash != null && $Object.hasOwnProperty.call(message, "flash") && message.flash !== false)
                writer.uint32(272).bool(message.flash);
            if (message.optuna != null && $Object.hasOwnProperty.call(message, "optuna") && message.optuna !== false)
                writer.uint32(280).bool(message.optuna);
            if (message.recbole != null && $Object.hasOwnProperty.call(message, "recbole") && message.recbole !== false)
                writer.uint32(288).bool(message.recbole);
            if (message.mmcv != null && $Object.hasOwnProperty.call(message, "mmcv") && message.mmcv !== false)
                writer.uint32(296).bool(message.mmcv);
            if (message.mmdet != null && $Object.hasOwnProperty.call(message, "mmdet") && message.mmdet !== false)
                writer.uint32(304).bool(message.mmdet);
            if (message.torchdrug != null && $Object.hasOwnProperty.call(message, "torchdrug") && message.torchdrug !== false)
                writer.uint32(312).bool(message.torchdrug);
            if (message.torchtext != null && $Object.hasOwnProperty.call(message, "torchtext") && message.torchtext !== false)
                writer.uint32(320).bool(message.torchtext);
            if (message.torchvision != null && $Object.hasOwnProperty.call(message, "torchvision") && message.torchvision !== false)
                writer.uint32(328).bool(message.torchvision);
            if (message.elegy != null && $Object.hasOwnProperty.call(message, "elegy") && message.elegy !== false)
                writer.uint32(336).bool(message.elegy);
            if (message.detectron2 != null && $Object.hasOwnProperty.call(message, "detectron2") && message.detectron2 !== false)
                writer.uint32(344).bool(message.detectron2);
            if (message.flair != null && $Object.hasOwnProperty.call(message, "flair") && message.flair !== false)
                writer.uint32(352).bool(message.flair);
            if (message.flax != null && $Object.hasOwnProperty.call(message, "flax") && message.flax !== false)
                writer.uint32(360).bool(message.flax);
            if (message.syft != null && $Object.hasOwnProperty.call(message, "syft") && message.syft !== false)
                writer.uint32(368).bool(message.syft);
            if (message.TTS != null && $Object.hasOwnProperty.call(message, "TTS") && message.TTS !== false)
                writer.uint32(376).bool(message.TTS);
            if (message.monai != null && $Object.hasOwnProperty.call(message, "monai") && message.monai !== false)
                writer.uint32(384).bool(message.monai);
            if (message.huggingfaceHub != null && $Object.hasOwnProperty.call(message, "huggingfaceHub") && message.huggingfaceHub !== false)
                writer.uint32(392).bool(message.huggingfaceHub);
            if (message.hydra != null && $Object.hasOwnProperty.call(message, "hydra") && message.hydra !== false)
                writer.uint32(400).bool(message.hydra);
            if (message.datasets != null && $Object.hasOwnProperty.call(message, "datasets") && message.datasets !== false)
                writer.uint32(408).bool(message.datasets);
            if (message.sacred != null && $Object.hasOwnProperty.call(message, "sacred") && message.sacred !== false)
                writer.uint32(416).bool(message.sacred);
            if (message.joblib != null && $Object.hasOwnProperty.call(message, "joblib") && message.joblib !== false)
                writer.uint32(424).bool(message.joblib);
            if (message.dask != null && $Object.hasOwnProperty.call(message, "dask") && message.dask !== false)
                writer.uint32(432).bool(message.dask);
            if (message.paddleocr != null && $Object.hasOwnProperty.call(message, "paddleocr") && message.paddleocr !== false)
                writer.uint32(448).bool(message.paddleocr);
            if (message.ppdet != null && $Object.hasOwnProperty.call(message, "ppdet") && message.ppdet !== false)
                writer.uint32(456).bool(message.ppdet);
            if (message.paddleseg != null && $Object.hasOwnProperty.call(message, "paddleseg") && message.paddleseg !== false)
                writer.uint32(464).bool(message.paddleseg);
            if (message.paddlenlp != null && $Object.hasOwnProperty.call(message, "paddlenlp") && message.paddlenlp !== false)
                writer.uint32(472).bool(message.paddlenlp);
            if (message.mmseg != null && $Object.hasOwnProperty.call(message, "mmseg") && message.mmseg !== false)
                writer.uint32(480).bool(message.mmseg);
            if (message.mmocr != null && $Object.hasOwnProperty.call(message, "mmocr") && message.mmocr !== false)
                writer.uint32(488).bool(message.mmocr);
            if (message.mmcls != null && $Object.hasOwnProperty.call(message, "mmcls") && message.mmcls !== false)
                writer.uint32(496).bool(message.mmcls);
            if (message.timm != null && $Object.hasOwnProperty.call(message, "timm") && message.timm !== false)
                writer.uint32(504).bool(message.timm);
            if (message.fairseq != null && $Object.hasOwnProperty.call(message, "fairseq") && message.fairseq !== false)
                writer.uint32(512).bool(message.fairseq);
            if (message.deepchecks != null && $Object.hasOwnProperty.call(message, "deepchecks") && message.deepchecks !== false)
                writer.uint32(520).bool(message.deepchecks);
            if (message.composer != null && $Object.hasOwnProperty.call(message, "composer") && message.composer !== false)
                writer.uint32(528).bool(message.composer);
            if (message.sparseml != null && $Object.hasOwnProperty.call(message, "sparseml") && message.sparseml !== false)
                writer.uint32(536).bool(message.sparseml);
            if (message.anomalib != null && $Object.hasOwnProperty.call(message, "anomalib") && message.anomalib !== false)
                writer.uint32(544).bool(message.anomalib);
            if (message.zenml != null && $Object.hasOwnProperty.call(message, "zenml") && message.zenml !== false)
                writer.uint32(552).bool(message.zenml);
            if (message.colossalai != null && $Object.hasOwnProperty.call(message, "colossalai") && message.colossalai !== false)
                writer.uint32(560).bool(message.colossalai);
            if (message.accelerate != null && $Object.hasOwnProperty.call(message, "accelerate") && message.accelerate !== false)
                writer.uint32(568).bool(message.accelerate);
            if (message.merlin != null && $Object.hasOwnProperty.call(message, "merlin") && message.merlin !== false)
                writer.uint32(576).bool(message.merlin);
            if (message.nanodet != null && $Object.hasOwnProperty.call(message, "nanodet") && message.nanodet !== false)
                writer.uint32(584).bool(message.nanodet);
            if (message.segmentationModelsPytorch != null && $Object.hasOwnProperty.call(message, "segmentationModelsPytorch") && message.segmentationModelsPytorch !== false)
                writer.uint32(592).bool(message.segmentationModelsPytorch);
            if (message.sentenceTransformers != null && $Object.hasOwnProperty.call(message, "sentenceTransformers") && message.sentenceTransformers !== false)
                writer.uint32(600).bool(message.sentenceTransformers);
            if (message.dgl != null && $Object.hasOwnProperty.call(message, "dgl") && message.dgl !== false)
                writer.uint32(608).bool(message.dgl);
            if (message.torchGeometric != null && $Object.hasOwnProperty.call(message, "torchGeometric") && message.torchGeometric !== false)
                writer.uint32(616).bool(message.torchGeometric);
            if (message.jina != null && $Object.hasOwnProperty.call(message, "jina") && message.jina !== false)
                writer.uint32(624).bool(message.jina);
            if (message.kornia != null && $Object.hasOwnProperty.call(message, "kornia") && message.kornia !== false)
                writer.uint32(632).bool(message.kornia);
            if (message.albumentations != null && $Object.hasOwnProperty.call(message, "albumentations") && message.albumentations !== false)
                writer.uint32(640).bool(message.albumentations);
            if (message.kerasCv != null && $Object.hasOwnProperty.call(message, "kerasCv") && message.kerasCv !== false)
                writer.uint32(648).bool(message.kerasCv);
            if (message.mmengine != null && $Object.hasOwnProperty.call(message, "mmengine") && message.mmengine !== false)
                writer.uint32(656).bool(message.mmengine);
            if (message.diffusers != null && $Object.hasOwnProperty.call(message, "diffusers") && message.diffusers !== false)
                writer.uint32(664).bool(message.diffusers);
            if (message.trl != null && $Object.hasOwnProperty.call(message, "trl") && message.trl !== false)
                writer.uint32(672).bool(message.trl);
            if (message.trlx != null && $Object.hasOwnProperty.call(message, "trlx") && message.trlx !== false)
                writer.uint32(680).bool(message.trlx);
            if (message.langchain != null && $Object.hasOwnProperty.call(message, "langchain") && message.langchain !== false)
                writer.uint32(688).bool(message.langchain);
            if (message.llamaIndex != null && $Object.hasOwnProperty.call(message, "llamaIndex") && message.llamaIndex !== false)
                writer.uint32(696).bool(message.llamaIndex);
            if (message.stabilitySdk != null && $Object.hasOwnProperty.call(message, "stabilitySdk") && message.stabilitySdk !== false)
                writer.uint32(704).bool(message.stabilitySdk);
            if (message.prefect != null && $Object.hasOwnProperty.call(message, "prefect") && message.prefect !== false)
                writer.uint32(712).bool(message.prefect);
            if (message.prefectRay != null && $Object.hasOwnProperty.call(message, "prefectRay") && message.prefectRay !== false)
                writer.uint32(720).bool(message.prefectRay);
            if (message.pinecone != null && $Object.hasOwnProperty.call(message, "pinecone") && message.pinecone !== false)
                writer.uint32(728).bool(message.pinecone);
            if (message.chromadb != null && $Object.hasOwnProperty.call(message, "chromadb") && message.chromadb !== false)
                writer.uint32(736).bool(message.chromadb);
            if (message.weaviate != null && $Object.hasOwnProperty.call(message, "weaviate") && message.weaviate !== false)
                writer.uint32(744).bool(message.weaviate);
            if (message.promptlayer != null && $Object.hasOwnProperty.call(message, "promptlayer") && message.promptlayer !== false)
                writer.uint32(752).bool(message.promptlayer);
            if (message.openai != null && $Object.hasOwnProperty.call(message, "openai") && message.openai !== false)
                writer.uint32(760).bool(message.openai);
            if (message.cohere != null && $Object.hasOwnProperty.call(message, "cohere") && message.cohere !== false)
                writer.uint32(768).bool(message.cohere);
            if (message.anthropic != null && $Object.hasOwnProperty.call(message, "anthropic") && message.anthropic !== false)
                writer.uint32(776).bool(message.anthropic);
            if (message.peft != null && $Object.hasOwnProperty.call(message, "peft") && message.peft !== false)
                writer.uint32(784).bool(message.peft);
            if (message.optimum != null && $Object.hasOwnProperty.call(message, "optimum") && message.optimum !== false)
                writer.uint32(792).bool(message.optimum);
            if (message.evaluate != null && $Object.hasOwnProperty.call(message, "evaluate") && message.evaluate !== false)
                writer.uint32(800).bool(message.evaluate);
            if (message.langflow != null && $Object.hasOwnProperty.call(message, "langflow") && message.langflow !== false)
                writer.uint32(808).bool(message.langflow);
            if (message.kerasCore != null && $Object.hasOwnProperty.call(message, "kerasCore") && message.kerasCore !== false)
                writer.uint32(816).bool(message.kerasCore);
            if (message.lightningFabric != null && $Object.hasOwnProperty.call(message, "lightningFabric") && message.lightningFabric !== false)
                writer.uint32(824).bool(message.lightningFabric);
            if (message.curatedTransformers != null && $Object.hasOwnProperty.call(message, "curatedTransformers") && message.curatedTransformers !== false)
                writer.uint32(832).bool(message.curatedTransformers);
            if (message.orjson != null && $Object.hasOwnProperty.call(message, "orjson") && message.orjson !== false)
                writer.uint32(840).bool(message.orjson);
            if (message.lightning != null && $Object.hasOwnProperty.call(message, "lightning") && message.lightning !== false)
                writer.uint32(848).bool(message.lightning);
            if (message.dspy != null && $Object.hasOwnProperty.call(message, "dspy") && message.dspy !== false)
                writer.uint32(856).bool(message.dspy);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Imports.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.Imports();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.torch = value;
                        else
                            delete message.torch;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.keras = value;
                        else
                            delete message.keras;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.tensorflow = value;
                        else
                            delete message.tensorflow;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.fastai = value;
                        else
                            delete message.fastai;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.sklearn = value;
                        else
                            delete message.sklearn;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.xgboost = value;
                        else
                            delete message.xgboost;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.catboost = value;
                        else
                            delete message.catboost;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.lightgbm = value;
                        else
                            delete message.lightgbm;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.pytorchLightning = value;
                        else
                            delete message.pytorchLightning;
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.ignite = value;
                        else
                            delete message.ignite;
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.transformers = value;
                        else
                            delete message.transformers;
                        continue;
                    }
                case 12: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.jax = value;
                        else
                            delete message.jax;
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.metaflow = value;
                        else
                            delete message.metaflow;
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.allennlp = value;
                        else
                            delete message.allennlp;
                        continue;
                    }
                case 15: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.autogluon = value;
                        else
                            delete message.autogluon;
                        continue;
                    }
                case 16: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.autokeras = value;
                        else
                            delete message.autokeras;
                        continue;
                    }
                case 18: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.catalyst = value;
                        else
                            delete message.catalyst;
                        continue;
                    }
                case 21: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.deepchem = value;
                        else
                            delete message.deepchem;
                        continue;
                    }
                case 22: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.deepctr = value;
                        else
                            delete message.deepctr;
                        continue;
                    }
                case 28: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.pycaret = value;
                        else
                            delete message.pycaret;
                        continue;
                    }
                case 29: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.pytorchvideo = value;
                        else
                            delete message.pytorchvideo;
                        continue;
                    }
                case 30: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.ray = value;
                        else
                            delete message.ray;
                        continue;
                    }
                case 31: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.simpletransformers = value;
                        else
                            delete message.simpletransformers;
                        continue;
                    }
                case 32: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.skorch = value;
                        else
                            delete message.skorch;
                        continue;
                    }
                case 33: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.spacy = value;
                        else
                            delete message.spacy;
                        continue;
                    }
                case 34: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.flash = value;
                        else
                            delete message.flash;
                        continue;
                    }
                case 35: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.optuna = value;
                        else
                            delete message.optuna;
                        continue;
                    }
                case 36: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.recbole = value;
                        else
                            delete message.recbole;
                        continue;
                    }
                case 37: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.mmcv = value;
                        else
                            delete message.mmcv;
                        continue;
                    }
                case 38: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.mmdet = value;
                        else
                            delete message.mmdet;
                        continue;
                    }
                case 39: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.torchdrug = value;
                        else
                            delete message.torchdrug;
                        continue;
                    }
                case 40: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.torchtext = value;
                        else
                            delete message.torchtext;
                        continue;
                    }
                case 41: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.torchvision = value;
                        else
                            delete message.torchvision;
                        continue;
                    }
                case 42: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.elegy = value;
                        else
                            delete message.elegy;
                        continue;
                    }
                case 43: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.detectron2 = value;
                        else
                            delete message.detectron2;
                        continue;
                    }
                case 44: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.flair = value;
                        else
                            delete message.flair;
                        continue;
                    }
                case 45: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.flax = value;
                        else
                            delete message.flax;
                        continue;
                    }
                case 46: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.syft = value;
                        else
                            delete message.syft;
                        continue;
                    }
                case 47: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.TTS = value;
                        else
                            delete message.TTS;
                        continue;
                    }
                case 48: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.monai = value;
                        else
                            delete message.monai;
                        continue;
                    }
                case 49: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.huggingfaceHub = value;
                        else
                            delete message.huggingfaceHub;
                        continue;
                    }
                case 50: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.hydra = value;
                        else
                            delete message.hydra;
                        continue;
                    }
                case 51: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.datasets = value;
                        else
                            delete message.datasets;
                        continue;
                    }
                case 52: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.sacred = value;
                        else
                            delete message.sacred;
                        continue;
                    }
                case 53: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.joblib = value;
                        else
                            delete message.joblib;
                        continue;
                    }
                case 54: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.dask = value;
                        else
                            delete message.dask;
                        continue;
                    }
                case 56: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.paddleocr = value;
                        else
                            delete message.paddleocr;
                        continue;
                    }
                case 57: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.ppdet = value;
                        else
                            delete message.ppdet;
                        continue;
                    }
                case 58: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.paddleseg = value;
                        else
                            delete message.paddleseg;
                        continue;
                    }
                case 59: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.paddlenlp = value;
                        else
                            delete message.paddlenlp;
                        continue;
                    }
                case 60: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.mmseg = value;
                        else
                            delete message.mmseg;
                        continue;
                    }
                case 61: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.mmocr = value;
                        else
                            delete message.mmocr;
                        continue;
                    }
                case 62: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.mmcls = value;
                        else
                            delete message.mmcls;
                        continue;
                    }
                case 63: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.timm = value;
                        else
                            delete message.timm;
                        continue;
                    }
                case 64: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.fairseq = value;
                        else
                            delete message.fairseq;
                        continue;
                    }
                case 65: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.deepchecks = value;
                        else
                            delete message.deepchecks;
                        continue;
                    }
                case 66: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.composer = value;
                        else
                            delete message.composer;
                        continue;
                    }
                case 67: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.sparseml = value;
                        else
                            delete message.sparseml;
                        continue;
                    }
                case 68: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.anomalib = value;
                        else
                            delete message.anomalib;
                        continue;
                    }
                case 69: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.zenml = value;
                        else
                            delete message.zenml;
                        continue;
                    }
                case 70: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.colossalai = value;
                        else
                            delete message.colossalai;
                        continue;
                    }
                case 71: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.accelerate = value;
                        else
                            delete message.accelerate;
                        continue;
                    }
                case 72: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.merlin = value;
                        else
                            delete message.merlin;
                        continue;
                    }
                case 73: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.nanodet = value;
                        else
                            delete message.nanodet;
                        continue;
                    }
                case 74: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.segmentationModelsPytorch = value;
                        else
                            delete message.segmentationModelsPytorch;
                        continue;
                    }
                case 75: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.sentenceTransformers = value;
                        else
                            delete message.sentenceTransformers;
                        continue;
                    }
                case 76: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.dgl = value;
                        else
                            delete message.dgl;
                        continue;
                    }
                case 77: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.torchGeometric = value;
                        else
                            delete message.torchGeometric;
                        continue;
                    }
                case 78: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.jina = value;
                        else
                            delete message.jina;
                        continue;
                    }
                case 79: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.kornia = value;
                        else
                            delete message.kornia;
                        continue;
                    }
                case 80: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.albumentations = value;
                        else
                            delete message.albumentations;
                        continue;
                    }
                case 81: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.kerasCv = value;
                        else
                            delete message.kerasCv;
                        continue;
                    }
                case 82: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.mmengine = value;
                        else
                            delete message.mmengine;
                        continue;
                    }
                case 83: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.diffusers = value;
                        else
                            delete message.diffusers;
                        continue;
                    }
                case 84: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.trl = value;
                        else
                            delete message.trl;
                        continue;
                    }
                case 85: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.trlx = value;
                        else
                            delete message.trlx;
                        continue;
                    }
                case 86: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.langchain = value;
                        else
                            delete message.langchain;
                        continue;
                    }
                case 87: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.llamaIndex = value;
                        else
                            delete message.llamaIndex;
                        continue;
                    }
                case 88: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.stabilitySdk = value;
                        else
                            delete message.stabilitySdk;
                        continue;
                    }
                case 89: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.prefect = value;
                        else
                            delete message.prefect;
                        continue;
                    }
                case 90: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.prefectRay = value;
                        else
                            delete message.prefectRay;
                        continue;
                    }
                case 91: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.pinecone = value;
                        else
                            delete message.pinecone;
                        continue;
                    }
                case 92: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.chromadb = value;
                        else
                            delete message.chromadb;
                        continue;
                    }
                case 93: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.weaviate = value;
                        else
                            delete message.weaviate;
                        continue;
                    }
                case 94: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.promptlayer = value;
                        else
                            delete message.promptlayer;
                        continue;
                    }
                case 95: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.openai = value;
                        else
                            delete message.openai;
                        continue;
                    }
                case 96: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.cohere = value;
                        else
                            delete message.cohere;
                        continue;
                    }
                case 97: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.anthropic = value;
                        else
                            delete message.anthropic;
                        continue;
                    }
                case 98: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.peft = value;
                        else
                            delete message.peft;
                        continue;
                    }
                case 99: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.optimum = value;
                        else
                            delete message.optimum;
                        continue;
                    }
                case 100: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.evaluate = value;
                        else
                            delete message.evaluate;
                        continue;
                    }
                case 101: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.langflow = value;
                        else
                            delete message.langflow;
                        continue;
                    }
                case 102: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.kerasCore = value;
                        else
                            delete message.kerasCore;
                        continue;
                    }
                case 103: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.lightningFabric = value;
                        else
                            delete message.lightningFabric;
                        continue;
                    }
                case 104: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.curatedTransformers = value;
                        else
                            delete message.curatedTransformers;
                        continue;
                    }
                case 105: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.orjson = value;
                        else
                            delete message.orjson;
                        continue;
                    }
                case 106: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.lightning = value;
                        else
                            delete message.lightning;
                        continue;
                    }
                case 107: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.dspy = value;
                        else
                            delete message.dspy;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Imports;
    })();

    wandb_internal.Feature = (function() {

        const Feature = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Feature.prototype.watch = false;
        Feature.prototype.finish = false;
        Feature.prototype.save = false;
        Feature.prototype.offline = false;
        Feature.prototype.resumed = false;
        Feature.prototype.grpc = false;
        Feature.prototype.metric = false;
        Feature.prototype.keras = false;
        Feature.prototype.sagemaker = false;
        Feature.prototype.artifactIncremental = false;
        Feature.prototype.metaflow = false;
        Feature.prototype.prodigy = false;
        Feature.prototype.setInitName = false;
        Feature.prototype.setInitId = false;
        Feature.prototype.setInitTags = false;
        Feature.prototype.setInitConfig = false;
        Feature.prototype.setRunName = false;
        Feature.prototype.setRunTags = false;
        Feature.prototype.setConfigItem = false;
        Feature.prototype.launch = false;
        Feature.prototype.torchProfilerTrace = false;
        Feature.prototype.sb3 = false;
        Feature.prototype.initReturnRun = false;
        Feature.prototype.lightgbmWandbCallback = false;
        Feature.prototype.lightgbmLogSummary = false;
        Feature.prototype.catboostWandbCallback = false;
        Feature.prototype.catboostLogSummary = false;
        Feature.prototype.tensorboardLog = false;
        Feature.prototype.estimatorHook = false;
        Feature.prototype.xgboostWandbCallback = false;
        Feature.prototype.xgboostOldWandbCallback = false;
        Feature.prototype.attach = false;
        Feature.prototype.tensorboardPatch = false;
        Feature.prototype.tensorboardSync = false;
        Feature.prototype.kfpWandbLog = false;
        Feature.prototype.maybeRunOverwrite = false;
        Feature.prototype.kerasMetricsLogger = false;
        Feature.prototype.kerasModelCheckpoint = false;
        Feature.prototype.kerasWandbEvalCallback = false;
        Feature.prototype.flowControlOverflow = false;
        Feature.prototype.sync = false;
        Feature.prototype.flowControlDisabled = false;
        Feature.prototype.flowControlCustom = false;
        Feature.prototype.openMetrics = false;
        Feature.prototype.ultralyticsYolov8 = false;
        Feature.prototype.syncTfevents = false;
        Feature.prototype.asyncUploads = false;
        Feature.prototype.openaiAutolog = false;
        Feature.prototype.langchainTracer = false;
        Feature.prototype.cohereAutolog = false;
        Feature.prototype.hfPipelineAutolog = false;
        Feature.prototype.libC = false;
        Feature.prototype.libCpp = false;
        Feature.prototype.openaiFinetuning = false;
        Feature.prototype.diffusersAutolog = false;
        Feature.prototype.lightningFabricLogger = false;
        Feature.prototype.setStepLog = false;
        Feature.prototype.setSummary = false;
        Feature.prototype.metricSummary = false;
        Feature.prototype.metricGoal = false;
        Feature.prototype.metricHidden = false;
        Feature.prototype.metricStepSync = false;
        Feature.prototype.sharedMode = false;
        Feature.prototype.serverSideDerivedSummary = false;
        Feature.prototype.userProvidedLabel = false;
        Feature.prototype.dcgmProfilingEnabled = false;
        Feature.prototype.forkMode = false;
        Feature.prototype.rewindMode = false;
        Feature.prototype.dspyCallback = false;
        Feature.prototype.finishTimeout = false;
        Feature.prototype.finishTimeoutRaises = false;
        Feature.prototype.sync2 = false;
        Feature.prototype.evalTable = false;
        Feature.prototype.table = false;
        Feature.prototype.incrementalTable = false;

        Feature.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.watch != null && $Object.hasOwnProperty.call(message, "watch") && message.watch !== false)
                writer.uint32(8).bool(message.watch);
            if (message.finish != null && $Object.hasOwnProperty.call(message, "finish") && message.finish !== false)
                writer.uint32(16).bool(message.finish);
            if (message.save != null && $Object.hasOwnProperty.call(message, "save") && message.save !== false)
                writer.uint32(24).bool(message.save);
            if (message.offline != null && $Object.hasOwnProperty.call(message, "offline") && message.offline !== false)
                writer.uint32(32).bool(message.offline);
            if (message.resumed != null && $Object.hasOwnProperty.call(message, "resumed") && message.resumed !== false)
                writer.uint32(40).bool(message.resumed);
            if (message.grpc != null && $Object.hasOwnProperty.call(message, "grpc") && message.grpc !== false)
                writer.uint32(48).bool(message.grpc);
            if (message.metric != null && $Object.hasOwnProperty.call(message, "metric") && message.metric !== false)
                writer.uint32(56).bool(message.metric);
            if (message.keras != null && $Object.hasOwnProperty.call(message, "keras") && message.keras !== false)
                writer.uint32(64).bool(message.keras);
            if (message.sagemaker != null && $Object.hasOwnProperty.call(message, "sagemaker") && message.sagemaker !== false)
                writer.uint32(72).bool(message.sagemaker);
            if (message.artifactIncremental != null && $Object.hasOwnProperty.call(message, "artifactIncremental") && message.artifactIncremental !== false)
                writer.uint32(80).bool(message.artifactIncremental);
            if (message.metaflow != null && $Object.hasOwnProperty.call(message, "metaflow") && message.metaflow !== false)
                writer.uint32(88).bool(message.metaflow);
            if (message.prodigy != null && $Object.hasOwnProperty.call(message, "prodigy") && message.prodigy !== false)
                writer.uint32(96).bool(message.prodigy);
            if (message.setInitName != null && $Object.hasOwnProperty.call(message, "setInitName") && message.setInitName !== false)
                writer.uint32(104).bool(message.setInitName);
            if (message.setInitId != null && $Object.hasOwnProperty.call(message, "setInitId") && message.setInitId !== false)
                writer.uint32(112).bool(message.setInitId);
            if (message.setInitTags != null && $Object.hasOwnProperty.call(message, "setInitTags") && message.setInitTags !== false)
                writer.uint32(120).bool(message.setInitTags);
            if (message.setInitConfig != null && $Object.hasOwnProperty.call(message, "setInitConfig") && message.setInitConfig !== false)
                writer.uint32(128).bool(message.setInitConfig);
            if (message.setRunName != null && $Object.hasOwnProperty.call(message, "setRunName") && message.setRunName !== false)
                writer.uint32(136).bool(message.setRunName);
            if (message.setRunTags != null && $Object.hasOwnProperty.call(message, "setRunTags") && message.setRunTags !== false)
                writer.uint32(144).bool(message.setRunTags);
            if (message.setConfigItem != null && $Object.hasOwnProperty.call(message, "setConfigItem") && message.setConfigItem !== false)
                writer.uint32(152).bool(message.setConfigItem);
            if (message.launch != null && $Object.hasOwnProperty.call(message, "launch") && message.launch !== false)
                writer.uint32(160).bool(message.launch);
            if (message.torchProfilerTrace != null && $Object.hasOwnProperty.call(message, "torchProfilerTrace") && message.torchProfilerTrace !== false)
                writer.uint32(168).bool(message.torchProfilerTrace);
            if (message.sb3 != null && $Object.hasOwnProperty.call(message, "sb3") && message.sb3 !== false)
                writer.uint32(176).bool(message.sb3);
            if (message.initReturnRun != null && $Object.hasOwnProperty.call(message, "initReturnRun") && message.initReturnRun !== false)
                writer.uint32(192).bool(message.initReturnRun);
            if (message.lightgbmWandbCallback != null && $Object.hasOwnProperty.call(message, "lightgbmWandbCallback") && message.lightgbmWandbCallback !== false)
                writer.uint32(200).bool(message.lightgbmWandbCallback);
            if (message.lightgbmLogSummary != null && $Object.hasOwnProperty.call(message, "lightgbmLogSummary") && message.lightgbmLogSummary !== false)
                writer.uint32(208).bool(message.lightgbmLogSummary);
            if (message.catboostWandbCallback != null && $Object.hasOwnProperty.call(message, "catboostWandbCallback") && message.catboostWandbCallback !== false)
                writer.uint32(216).bool(message.catboostWandbCallback);
            if (message.catboostLogSummary != null && $Object.hasOwnProperty.call(message, "catboostLogSummary") && message.catboostLogSummary !== false)
                writer.uint32(224).bool(message.catboostLogSummary);
            if (message.tensorboardLog != null && $Object.hasOwnProperty.call(message, "tensorboardLog") && message.tensorboardLog !== false)
                writer.uint32(232).bool(message.tensorboardLog);
            if (message.estimatorHook != null && $Object.hasOwnProperty.call(message, "estimatorHook") && message.estimatorHook !== false)
                writer.uint32(240).bool(message.estimatorHook);
            if (message.xgboostWandbCallback != null && $Object.hasOwnProperty.call(message, "xgboostWandbCallback") && message.xgboostWandbCallback !== false)
                writer.uint32(248).bool(message.xgboostWandbCallback);
            if (message.xgboostOldWandbCallback != null && $Object.hasOwnProperty.call(message, "xgboostOldWandbCallback") && message.xgboostOldWandbCallback !== false)
                writer.uint32(256).bool(message.xgboostOldWandbCallback);
            if (message.attach != null && $Object.hasOwnProperty.call(message, "attach") && message.attach !== false)
                writer.uint32(264).bool(message.attach);
            if (message.tensorboardPatch != null && $Object.hasOwnProperty.call(message, "tensorboardPatch") && message.tensorboardPatch !== false)
                writer.uint32(272).bool(message.tensorboardPatch);
            if (message.tensorboardSync != null && $Object.hasOwnProperty.call(message, "tensorboardSync") && message.tensorboardSync !== false)
                writer.uint32(280).bool(message.tensorboardSync);
            if (message.kfpWandbLog != null && $Object.hasOwnProperty.call(message, "kfpWandbLog") && message.kfpWandbLog !== false)
                writer.uint32(288).bool(message.kfpWandbLog);
            if (message.maybeRunOverwrite != null && $Object.hasOwnProperty.call(message, "maybeRunOverwrite") && message.maybeRunOverwrite !== false)
                writer.uint32(296).bool(message.maybeRunOverwrite);
            if (message.kerasMetricsLogger != null && $Object.hasOwnProperty.call(message, "kerasMetricsLogger") && message.kerasMetricsLogger !== false)
                writer.uint32(304).bool(message.kerasMetricsLogger);
            if (message.kerasModelCheckpoint != null && $Object.hasOwnProperty.call(message, "kerasModelCheckpoint") && message.kerasModelCheckpoint !== false)
                writer.uint32(312).bool(message.kerasModelCheckpoint);
            if (message.kerasWandbEvalCallback != null && $Object.hasOwnProperty.call(message, "kerasWandbEvalCallback") && message.kerasWandbEvalCallback !== false)
                writer.uint32(320).bool(message.kerasWandbEvalCallback);
            if (message.flowControlOverflow != null && $Object.hasOwnProperty.call(message, "flowControlOverflow") && message.flowControlOverflow !== false)
                writer.uint32(328).bool(message.flowControlOverflow);
            if (message.sync != null && $Object.hasOwnProperty.call(message, "sync") && message.sync !== false)
                writer.uint32(336).bool(message.sync);
            if (message.flowControlDisabled != null && $Object.hasOwnProperty.call(message, "flowControlDisabled") && message.flowControlDisabled !== false)
                writer.uint32(344).bool(message.flowControlDisabled);
            if (message.flowControlCustom != null && $Object.hasOwnProperty.call(message, "flowControlCustom") && message.flowControlCustom !== false)
                writer.uint32(352).bool(message.flowControlCustom);
            if (message.openMetrics != null && $Object.hasOwnProperty.call(message, "openMetrics") && message.openMetrics !== false)
                writer.uint32(368).bool(message.openMetrics);
            if (message.ultralyticsYolov8 != null && $Object.hasOwnProperty.call(message, "ultralyticsYolov8") && message.ultralyticsYolov8 !== false)
                writer.uint32(376).bool(message.ultralyticsYolov8);
            if (message.syncTfevents != null && $Object.hasOwnProperty.call(message, "syncTfevents") && message.syncTfevents !== false)
                writer.uint32(392).bool(message.syncTfevents);
            if (message.asyncUploads != null && $Object.hasOwnProperty.call(message, "asyncUploads") && message.asyncUploads !== false)
                writer.uint32(400).bool(message.asyncUploads);
            if (message.openaiAutolog != null && $Object.hasOwnProperty.call(message, "openaiAutolog") && message.openaiAutolog !== false)
                writer.uint32(408).bool(message.openaiAutolog);
            if (message.langchainTracer != null && $Object.hasOwnProperty.call(message, "langchainTracer") && message.langchainTracer !== false)
                writer.uint32(416).bool(message.langchainTracer);
            if (message.cohereAutolog != null && $Object.hasOwnProperty.call(message, "cohereAutolog") && message.cohereAutolog !== false)
                writer.uint32(424).bool(message.cohereAutolog);
            if (message.hfPipelineAutolog != null && $Object.hasOwnProperty.call(message, "hfPipelineAutolog") && message.hfPipelineAutolog !== false)
                writer.uint32(432).bool(message.hfPipelineAutolog);
            if (message.libC != null && $Object.hasOwnProperty.call(message, "libC") && message.libC !== false)
                writer.uint32(448).bool(message.libC);
            if (message.libCpp != null && $Object.hasOwnProperty.call(message, "libCpp") && message.libCpp !== false)
                writer.uint32(456).bool(message.libCpp);
            if (message.openaiFinetuning != null && $Object.hasOwnProperty.call(message, "openaiFinetuning") && message.openaiFinetuning !== false)
                writer.uint32(464).bool(message.openaiFinetuning);
            if (message.diffusersAutolog != null && $Object.hasOwnProperty.call(message, "diffusersAutolog") && message.diffusersAutolog !== false)
                writer.uint32(472).bool(message.diffusersAutolog);
            if (message.lightningFabricLogger != null && $Object.hasOwnProperty.call(message, "lightningFabricLogger") && message.lightningFabricLogger !== false)
                writer.uint32(480).bool(message.lightningFabricLogger);
            if (message.setStepLog != null && $Object.hasOwnProperty.call(message, "setStepLog") && message.setStepLog !== false)
                writer.uint32(488).bool(message.setStepLog);
            if (message.setSummary != null && $Object.hasOwnProperty.call(message, "setSummary") && message.setSummary !== false)
                writer.uint32(496).bool(message.setSummary);
            if (message.metricSummary != null && $Object.hasOwnProperty.call(message, "metricSummary") && message.metricSummary !== false)
                writer.uint32(504).bool(message.metricSummary);
            if (message.metricGoal != null && $Object.hasOwnProperty.call(message, "metricGoal") && message.metricGoal !== false)
                writer.uint32(512).bool(message.metricGoal);
            if (message.metricHidden != null && $Object.hasOwnProperty.call(message, "metricHidden") && message.metricHidden !== false)
                writer.uint32(520).bool(message.metricHidden);
            if (message.metricStepSync != null && $Object.hasOwnProperty.call(message, "metricStepSync") && message.metricStepSync !== false)
                writer.uint32(528).bool(message.metricStepSync);
            if (message.sharedMode != null && $Object.hasOwnProperty.call(message, "sharedMode") && message.sharedMode !== false)
                writer.uint32(536).bool(message.sharedMode);
            if (message.serverSideDerivedSummary != null && $Object.hasOwnProperty.call(message, "serverSideDerivedSummary") && message.serverSideDerivedSummary !== false)
                writer.uint32(544).bool(message.serverSideDerivedSummary);
            if (message.userProvidedLabel != null && $Object.hasOwnProperty.call(message, "userProvidedLabel") && message.userProvidedLabel !== false)
                writer.uint32(552).bool(message.userProvidedLabel);
            if (message.dcgmProfilingEnabled != null && $Object.hasOwnProperty.call(message, "dcgmProfilingEnabled") && message.dcgmProfilingEnabled !== false)
                writer.uint32(560).bool(message.dcgmProfilingEnabled);
            if (message.forkMode != null && $Object.hasOwnProperty.call(message, "forkMode") && message.forkMode !== false)
                writer.uint32(568).bool(message.forkMode);
            if (message.rewindMode != null && $Object.hasOwnProperty.call(message, "rewindMode") && message.rewindMode !== false)
                writer.uint32(576).bool(message.rewindMode);
            if (message.dspyCallback != null && $Object.hasOwnProperty.call(message, "dspyCallback") && message.dspyCallback !== false)
                writer.uint32(584).bool(message.dspyCallback);
            if (message.finishTimeout != null && $Object.hasOwnProperty.call(message, "finishTimeout") && message.finishTimeout !== false)
                writer.uint32(592).bool(message.finishTimeout);
            if (message.finishTimeoutRaises != null && $Object.hasOwnProperty.call(message, "finishTimeoutRaises") && message.finishTimeoutRaises !== false)
                writer.uint32(600).bool(message.finishTimeoutRaises);
            if (message.sync2 != null && $Object.hasOwnProperty.call(message, "sync2") && message.sync2 !== false)
                writer.uint32(608).bool(message.sync2);
            if (message.evalTable != null && $Object.hasOwnProperty.call(message, "evalTable") && message.evalTable !== false)
                writer.uint32(616).bool(message.evalTable);
            if (message.table != null && $Object.hasOwnProperty.call(message, "table") && message.table !== false)
                writer.uint32(624).bool(message.table);
            if (message.incrementalTable != null && $Object.hasOwnProperty.call(message, "incrementalTable") && message.incrementalTable !== false)
                writer.uint32(632).bool(message.incrementalTable);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Feature.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.Feature();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.watch = value;
                        else
                            delete message.watch;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.finish = value;
                        else
                            delete message.finish;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.save = value;
                        else
                            delete message.save;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.offline = value;
                        else
                            delete message.offline;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.resumed = value;
                        else
                            delete message.resumed;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.grpc = value;
                        else
                            delete message.grpc;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.metric = value;
                        else
                            delete message.metric;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.keras = value;
                        else
                            delete message.keras;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.sagemaker = value;
                        else
                            delete message.sagemaker;
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.artifactIncremental = value;
                        else
                            delete message.artifactIncremental;
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.metaflow = value;
                        else
                            delete message.metaflow;
                        continue;
                    }
                case 12: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.prodigy = value;
                        else
                            delete message.prodigy;
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.setInitName = value;
                        else
                            delete message.setInitName;
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.setInitId = value;
                        else
                            delete message.setInitId;
                        continue;
                    }
                case 15: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.setInitTags = value;
                        else
                            delete message.setInitTags;
                        continue;
                    }
                case 16: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.setInitConfig = value;
                        else
                            delete message.setInitConfig;
                        continue;
                    }
                case 17: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.setRunName = value;
                        else
                            delete message.setRunName;
                        continue;
                    }
                case 18: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.setRunTags = value;
                        else
                            delete message.setRunTags;
                        continue;
                    }
                case 19: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.setConfigItem = value;
                        else
                            delete message.setConfigItem;
                        continue;
                    }
                case 20: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.launch = value;
                        else
                            delete message.launch;
                        continue;
                    }
                case 21: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.torchProfilerTrace = value;
                        else
                            delete message.torchProfilerTrace;
                        continue;
                    }
                case 22: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.sb3 = value;
                        else
                            delete message.sb3;
                        continue;
                    }
                case 24: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.initReturnRun = value;
                        else
                            delete message.initReturnRun;
                        continue;
                    }
                case 25: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.lightgbmWandbCallback = value;
                        else
                            delete message.lightgbmWandbCallback;
                        continue;
                    }
                case 26: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.lightgbmLogSummary = value;
                        else
                            delete message.lightgbmLogSummary;
                        continue;
                    }
                case 27: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.catboostWandbCallback = value;
                        else
                            delete message.catboostWandbCallback;
                        continue;
                    }
                case 28: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.catboostLogSummary = value;
                        else
                            delete message.catboostLogSummary;
                        continue;
                    }
                case 29: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.tensorboardLog = value;
                        else
                            delete message.tensorboardLog;
                        continue;
                    }
                case 30: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.estimatorHook = value;
                        else
                            delete message.estimatorHook;
                        continue;
                    }
                case 31: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.xgboostWandbCallback = value;
                        else
                            delete message.xgboostWandbCallback;
                        continue;
                    }
                case 32: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.xgboostOldWandbCallback = value;
                        else
                            delete message.xgboostOldWandbCallback;
                        continue;
                    }
                case 33: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.attach = value;
                        else
                            delete message.attach;
                        continue;
                    }
                case 34: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.tensorboardPatch = value;
                        else
                            delete message.tensorboardPatch;
                        continue;
                    }
                case 35: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.tensorboardSync = value;
                        else
                            delete message.tensorboardSync;
                        continue;
                    }
                case 36: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.kfpWandbLog = value;
                        else
                            delete message.kfpWandbLog;
                        continue;
                    }
                case 37: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.maybeRunOverwrite = value;
                        else
                            delete message.maybeRunOverwrite;
                        continue;
                    }
                case 38: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.kerasMetricsLogger = value;
                        else
                            delete message.kerasMetricsLogger;
                        continue;
                    }
                case 39: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.kerasModelCheckpoint = value;
                        else
                            delete message.kerasModelCheckpoint;
                        continue;
                    }
                case 40: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.kerasWandbEvalCallback = value;
                        else
                            delete message.kerasWandbEvalCallback;
                        continue;
                    }
                case 41: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.flowControlOverflow = value;
                        else
                            delete message.flowControlOverflow;
                        continue;
                    }
                case 42: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.sync = value;
                        else
                            delete message.sync;
                        continue;
                    }
                case 43: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.flowControlDisabled = value;
                        else
                            delete message.flowControlDisabled;
                        continue;
                    }
                case 44: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.flowControlCustom = value;
                        else
                            delete message.flowControlCustom;
                        continue;
                    }
                case 46: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.openMetrics = value;
                        else
                            delete message.openMetrics;
                        continue;
                    }
                case 47: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.ultralyticsYolov8 = value;
                        else
                            delete message.ultralyticsYolov8;
                        continue;
                    }
                case 49: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.syncTfevents = value;
                        else
                            delete message.syncTfevents;
                        continue;
                    }
                case 50: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.asyncUploads = value;
                        else
                            delete message.asyncUploads;
                        continue;
                    }
                case 51: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.openaiAutolog = value;
                        else
                            delete message.openaiAutolog;
                        continue;
                    }
                case 52: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.langchainTracer = value;
                        else
                            delete message.langchainTracer;
                        continue;
                    }
                case 53: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.cohereAutolog = value;
                        else
                            delete message.cohereAutolog;
                        continue;
                    }
                case 54: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.hfPipelineAutolog = value;
                        else
                            delete message.hfPipelineAutolog;
                        continue;
                    }
                case 56: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.libC = value;
                        else
                            delete message.libC;
                        continue;
                    }
                case 57: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.libCpp = value;
                        else
                            delete message.libCpp;
                        continue;
                    }
                case 58: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.openaiFinetuning = value;
                        else
                            delete message.openaiFinetuning;
                        continue;
                    }
                case 59: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.diffusersAutolog = value;
                        else
                            delete message.diffusersAutolog;
                        continue;
                    }
                case 60: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.lightningFabricLogger = value;
                        else
                            delete message.lightningFabricLogger;
                        continue;
                    }
                case 61: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.setStepLog = value;
                        else
                            delete message.setStepLog;
                        continue;
                    }
                case 62: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.setSummary = value;
                        else
                            delete message.setSummary;
                        continue;
                    }
                case 63: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.metricSummary = value;
                        else
                            delete message.metricSummary;
                        continue;
                    }
                case 64: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.metricGoal = value;
                        else
                            delete message.metricGoal;
                        continue;
                    }
                case 65: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.metricHidden = value;
                        else
                            delete message.metricHidden;
                        continue;
                    }
                case 66: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.metricStepSync = value;
                        else
                            delete message.metricStepSync;
                        continue;
                    }
                case 67: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.sharedMode = value;
                        else
                            delete message.sharedMode;
                        continue;
                    }
                case 68: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.serverSideDerivedSummary = value;
                        else
                            delete message.serverSideDerivedSummary;
                        continue;
                    }
                case 69: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.userProvidedLabel = value;
                        else
                            delete message.userProvidedLabel;
                        continue;
                    }
                case 70: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.dcgmProfilingEnabled = value;
                        else
                            delete message.dcgmProfilingEnabled;
                        continue;
                    }
                case 71: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.forkMode = value;
                        else
                            delete message.forkMode;
                        continue;
                    }
                case 72: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.rewindMode = value;
                        else
                            delete message.rewindMode;
                        continue;
                    }
                case 73: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.dspyCallback = value;
                        else
                            delete message.dspyCallback;
                        continue;
                    }
                case 74: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.finishTimeout = value;
                        else
                            delete message.finishTimeout;
                        continue;
                    }
                case 75: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.finishTimeoutRaises = value;
                        else
                            delete message.finishTimeoutRaises;
                        continue;
                    }
                case 76: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.sync2 = value;
                        else
                            delete message.sync2;
                        continue;
                    }
                case 77: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.evalTable = value;
                        else
                            delete message.evalTable;
                        continue;
                    }
                case 78: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.table = value;
                        else
                            delete message.table;
                        continue;
                    }
                case 79: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.incrementalTable = value;
                        else
                            delete message.incrementalTable;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Feature;
    })();

    wandb_internal.Env = (function() {

        const Env = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Env.prototype.jupyter = false;
        Env.prototype.kaggle = false;
        Env.prototype.windows = false;
        Env.prototype.m1Gpu = false;
        Env.prototype.trainium = false;
        Env.prototype.pex = false;
        Env.prototype.colab = false;
        Env.prototype.ipython = false;
        Env.prototype.awsLambda = false;
        Env.prototype.amdGpu = false;

        Env.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.jupyter != null && $Object.hasOwnProperty.call(message, "jupyter") && message.jupyter !== false)
                writer.uint32(8).bool(message.jupyter);
            if (message.kaggle != null && $Object.hasOwnProperty.call(message, "kaggle") && message.kaggle !== false)
                writer.uint32(16).bool(message.kaggle);
            if (message.windows != null && $Object.hasOwnProperty.call(message, "windows") && message.windows !== false)
                writer.uint32(24).bool(message.windows);
            if (message.m1Gpu != null && $Object.hasOwnProperty.call(message, "m1Gpu") && message.m1Gpu !== false)
                writer.uint32(32).bool(message.m1Gpu);
            if (message.trainium != null && $Object.hasOwnProperty.call(message, "trainium") && message.trainium !== false)
                writer.uint32(80).bool(message.trainium);
            if (message.pex != null && $Object.hasOwnProperty.call(message, "pex") && message.pex !== false)
                writer.uint32(88).bool(message.pex);
            if (message.colab != null && $Object.hasOwnProperty.call(message, "colab") && message.colab !== false)
                writer.uint32(96).bool(message.colab);
            if (message.ipython != null && $Object.hasOwnProperty.call(message, "ipython") && message.ipython !== false)
                writer.uint32(104).bool(message.ipython);
            if (message.awsLambda != null && $Object.hasOwnProperty.call(message, "awsLambda") && message.awsLambda !== false)
                writer.uint32(112).bool(message.awsLambda);
            if (message.amdGpu != null && $Object.hasOwnProperty.call(message, "amdGpu") && message.amdGpu !== false)
                writer.uint32(120).bool(message.amdGpu);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Env.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.Env();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.jupyter = value;
                        else
                            delete message.jupyter;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.kaggle = value;
                        else
                            delete message.kaggle;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.windows = value;
                        else
                            delete message.windows;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.m1Gpu = value;
                        else
                            delete message.m1Gpu;
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.trainium = value;
                        else
                            delete message.trainium;
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.pex = value;
                        else
                            delete message.pex;
                        continue;
                    }
                case 12: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.colab = value;
                        else
                            delete message.colab;
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.ipython = value;
                        else
                            delete message.ipython;
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.awsLambda = value;
                        else
                            delete message.awsLambda;
                        continue;
                    }
                case 15: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.amdGpu = value;
                        else
                            delete message.amdGpu;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Env;
    })();

    wandb_internal.Deprecated = (function() {

        const Deprecated = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Deprecated.prototype.plots = false;
        Deprecated.prototype.init_ConfigIncludeKeys = false;
        Deprecated.prototype.init_ConfigExcludeKeys = false;
        Deprecated.prototype.artifact_GetPath = false;
        Deprecated.prototype.artifactmanifestentry_Name = false;
        Deprecated.prototype.api_ArtifactVersions = false;
        Deprecated.prototype.artifactCollection_ChangeType = false;
        Deprecated.prototype.run_DefineMetricCopy = false;
        Deprecated.prototype.runDisabled = false;
        Deprecated.prototype.run_DefineMetricBestGoal = false;
        Deprecated.prototype.run_FinishQuiet = false;
        Deprecated.prototype.run_ReinitBool = false;
        Deprecated.prototype.run_GetUrl = false;
        Deprecated.prototype.run_ProjectName = false;
        Deprecated.prototype.run_GetProjectUrl = false;
        Deprecated.prototype.run_GetSweepUrl = false;
        Deprecated.prototype.run_UseArtifactUseAs = false;
        Deprecated.prototype.artifact_UseAs = false;
        Deprecated.prototype.artifact_InitUseAs = false;
        Deprecated.prototype.kfpV1WandbLog = false;
        Deprecated.prototype.wandbApi = false;

        Deprecated.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.plots != null && $Object.hasOwnProperty.call(message, "plots") && message.plots !== false)
                writer.uint32(40).bool(message.plots);
            if (message.init_ConfigIncludeKeys != null && $Object.hasOwnProperty.call(message, "init_ConfigIncludeKeys") && message.init_ConfigIncludeKeys !== false)
                writer.uint32(56).bool(message.init_ConfigIncludeKeys);
            if (message.init_ConfigExcludeKeys != null && $Object.hasOwnProperty.call(message, "init_ConfigExcludeKeys") && message.init_ConfigExcludeKeys !== false)
                writer.uint32(64).bool(message.init_ConfigExcludeKeys);
            if (message.artifact_GetPath != null && $Object.hasOwnProperty.call(message, "artifact_GetPath") && message.artifact_GetPath !== false)
                writer.uint32(88).bool(message.artifact_GetPath);
            if (message.artifactmanifestentry_Name != null && $Object.hasOwnProperty.call(message, "artifactmanifestentry_Name") && message.artifactmanifestentry_Name !== false)
                writer.uint32(96).bool(message.artifactmanifestentry_Name);
            if (message.api_ArtifactVersions != null && $Object.hasOwnProperty.call(message, "api_ArtifactVersions") && message.api_ArtifactVersions !== false)
                writer.uint32(104).bool(message.api_ArtifactVersions);
            if (message.artifactCollection_ChangeType != null && $Object.hasOwnProperty.call(message, "artifactCollection_ChangeType") && message.artifactCollection_ChangeType !== false)
                writer.uint32(112).bool(message.artifactCollection_ChangeType);
            if (message.run_DefineMetricCopy != null && $Object.hasOwnProperty.call(message, "run_DefineMetricCopy") && message.run_DefineMetricCopy !== false)
                writer.uint32(120).bool(message.run_DefineMetricCopy);
            if (message.runDisabled != null && $Object.hasOwnProperty.call(message, "runDisabled") && message.runDisabled !== false)
                writer.uint32(128).bool(message.runDisabled);
            if (message.run_DefineMetricBestGoal != null && $Object.hasOwnProperty.call(message, "run_DefineMetricBestGoal") && message.run_DefineMetricBestGoal !== false)
                writer.uint32(144).bool(message.run_DefineMetricBestGoal);
            if (message.run_FinishQuiet != null && $Object.hasOwnProperty.call(message, "run_FinishQuiet") && message.run_FinishQuiet !== false)
                writer.uint32(152).bool(message.run_FinishQuiet);
            if (message.run_ReinitBool != null && $Object.hasOwnProperty.call(message, "run_ReinitBool") && message.run_ReinitBool !== false)
                writer.uint32(160).bool(message.run_ReinitBool);
            if (message.run_GetUrl != null && $Object.hasOwnProperty.call(message, "run_GetUrl") && message.run_GetUrl !== false)
                writer.uint32(168).bool(message.run_GetUrl);
            if (message.run_ProjectName != null && $Object.hasOwnProperty.call(message, "run_ProjectName") && message.run_ProjectName !== false)
                writer.uint32(176).bool(message.run_ProjectName);
            if (message.run_GetProjectUrl != null && $Object.hasOwnProperty.call(message, "run_GetProjectUrl") && message.run_GetProjectUrl !== false)
                writer.uint32(184).bool(message.run_GetProjectUrl);
            if (message.run_GetSweepUrl != null && $Object.hasOwnProperty.call(message, "run_GetSweepUrl") && message.run_GetSweepUrl !== false)
                writer.uint32(192).bool(message.run_GetSweepUrl);
            if (message.run_UseArtifactUseAs != null && $Object.hasOwnProperty.call(message, "run_UseArtifactUseAs") && message.run_UseArtifactUseAs !== false)
                writer.uint32(200).bool(message.run_UseArtifactUseAs);
            if (message.artifact_UseAs != null && $Object.hasOwnProperty.call(message, "artifact_UseAs") && message.artifact_UseAs !== false)
                writer.uint32(208).bool(message.artifact_UseAs);
            if (message.artifact_InitUseAs != null && $Object.hasOwnProperty.call(message, "artifact_InitUseAs") && message.artifact_InitUseAs !== false)
                writer.uint32(216).bool(message.artifact_InitUseAs);
            if (message.kfpV1WandbLog != null && $Object.hasOwnProperty.call(message, "kfpV1WandbLog") && message.kfpV1WandbLog !== false)
                writer.uint32(248).bool(message.kfpV1WandbLog);
            if (message.wandbApi != null && $Object.hasOwnProperty.call(message, "wandbApi") && message.wandbApi !== false)
                writer.uint32(256).bool(message.wandbApi);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Deprecated.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.Deprecated();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.plots = value;
                        else
                            delete message.plots;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.init_ConfigIncludeKeys = value;
                        else
                            delete message.init_ConfigIncludeKeys;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.init_ConfigExcludeKeys = value;
                        else
                            delete message.init_ConfigExcludeKeys;
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.artifact_GetPath = value;
                        else
                            delete message.artifact_GetPath;
                        continue;
                    }
                case 12: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.artifactmanifestentry_Name = value;
                        else
                            delete message.artifactmanifestentry_Name;
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.api_ArtifactVersions = value;
                        else
                            delete message.api_ArtifactVersions;
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.artifactCollection_ChangeType = value;
                        else
                            delete message.artifactCollection_ChangeType;
                        continue;
                    }
                case 15: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.run_DefineMetricCopy = value;
                        else
                            delete message.run_DefineMetricCopy;
                        continue;
                    }
                case 16: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.runDisabled = value;
                        else
                            delete message.runDisabled;
                        continue;
                    }
                case 18: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.run_DefineMetricBestGoal = value;
                        else
                            delete message.run_DefineMetricBestGoal;
                        continue;
                    }
                case 19: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.run_FinishQuiet = value;
                        else
                            delete message.run_FinishQuiet;
                        continue;
                    }
                case 20: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.run_ReinitBool = value;
                        else
                            delete message.run_ReinitBool;
                        continue;
                    }
                case 21: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.run_GetUrl = value;
                        else
                            delete message.run_GetUrl;
                        continue;
                    }
                case 22: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.run_ProjectName = value;
                        else
                            delete message.run_ProjectName;
                        continue;
                    }
                case 23: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.run_GetProjectUrl = value;
                        else
                            delete message.run_GetProjectUrl;
                        continue;
                    }
                case 24: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.run_GetSweepUrl = value;
                        else
                            delete message.run_GetSweepUrl;
                        continue;
                    }
                case 25: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.run_UseArtifactUseAs = value;
                        else
                            delete message.run_UseArtifactUseAs;
                        continue;
                    }
                case 26: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.artifact_UseAs = value;
                        else
                            delete message.artifact_UseAs;
                        continue;
                    }
                case 27: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.artifact_InitUseAs = value;
                        else
                            delete message.artifact_InitUseAs;
                        continue;
                    }
                case 31: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.kfpV1WandbLog = value;
                        else
                            delete message.kfpV1WandbLog;
                        continue;
                    }
                case 32: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.wandbApi = value;
                        else
                            delete message.wandbApi;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Deprecated;
    })();

    wandb_internal.PartialJobArtifact = (function() {

        const PartialJobArtifact = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        PartialJobArtifact.prototype.jobName = "";
        PartialJobArtifact.prototype.sourceInfo = null;

        PartialJobArtifact.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.jobName != null && $Object.hasOwnProperty.call(message, "jobName") && message.jobName !== "")
                writer.uint32(10).string(message.jobName);
            if (message.sourceInfo != null && $Object.hasOwnProperty.call(message, "sourceInfo"))
                $root.wandb_internal.JobSource.encode(message.sourceInfo, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        PartialJobArtifact.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.PartialJobArtifact();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.jobName = value;
                        else
                            delete message.jobName;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.sourceInfo = $root.wandb_internal.JobSource.decode(reader, reader.size(), $undefined, _depth + 1, message.sourceInfo);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return PartialJobArtifact;
    })();

    wandb_internal.JobSource = (function() {

        const JobSource = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        JobSource.prototype._version = "";
        JobSource.prototype.sourceType = "";
        JobSource.prototype.source = null;
        JobSource.prototype.runtime = "";

        JobSource.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message._version != null && $Object.hasOwnProperty.call(message, "_version") && message._version !== "")
                writer.uint32(10).string(message._version);
            if (message.sourceType != null && $Object.hasOwnProperty.call(message, "sourceType") && message.sourceType !== "")
                writer.uint32(18).string(message.sourceType);
            if (message.source != null && $Object.hasOwnProperty.call(message, "source"))
                $root.wandb_internal.Source.encode(message.source, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.runtime != null && $Object.hasOwnProperty.call(message, "runtime") && message.runtime !== "")
                writer.uint32(34).string(message.runtime);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        JobSource.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.JobSource();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message._version = value;
                        else
                            delete message._version;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.sourceType = value;
                        else
                            delete message.sourceType;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.source = $root.wandb_internal.Source.decode(reader, reader.size(), $undefined, _depth + 1, message.source);
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.runtime = value;
                        else
                            delete message.runtime;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return JobSource;
    })();

    wandb_internal.Source = (function() {

        const Source = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Source.prototype.git = null;
        Source.prototype.artifact = null;
        Source.prototype.image = null;

        Source.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.git != null && $Object.hasOwnProperty.call(message, "git"))
                $root.wandb_internal.GitSource.encode(message.git, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact"))
                $root.wandb_internal.ArtifactInfo.encode(message.artifact, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.image != null && $Object.hasOwnProperty.call(message, "image"))
                $root.wandb_internal.ImageSource.encode(message.image, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Source.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.Source();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.git = $root.wandb_internal.GitSource.decode(reader, reader.size(), $undefined, _depth + 1, message.git);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.artifact = $root.wandb_internal.ArtifactInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.artifact);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.image = $root.wandb_internal.ImageSource.decode(reader, reader.size(), $undefined, _depth + 1, message.image);
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return Source;
    })();

    wandb_internal.GitSource = (function() {

        const GitSource = function (properties) {
            this.entrypoint = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        GitSource.prototype.gitInfo = null;
        GitSource.prototype.entrypoint = $util.emptyArray;
        GitSource.prototype.notebook = false;
        GitSource.prototype.buildContext = "";
        GitSource.prototype.dockerfile = "";

        GitSource.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.gitInfo != null && $Object.hasOwnProperty.call(message, "gitInfo"))
                $root.wandb_internal.GitInfo.encode(message.gitInfo, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.entrypoint != null && message.entrypoint.length)
                for (let i = 0; i < message.entrypoint.length; ++i)
                    writer.uint32(18).string(message.entrypoint[i]);
            if (message.notebook != null && $Object.hasOwnProperty.call(message, "notebook") && message.notebook !== false)
                writer.uint32(24).bool(message.notebook);
            if (message.buildContext != null && $Object.hasOwnProperty.call(message, "buildContext") && message.buildContext !== "")
                writer.uint32(34).string(message.buildContext);
            if (message.dockerfile != null && $Object.hasOwnProperty.call(message, "dockerfile") && message.dockerfile !== "")
                writer.uint32(42).string(message.dockerfile);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        GitSource.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.GitSource();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.gitInfo = $root.wandb_internal.GitInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.gitInfo);
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.entrypoint && message.entrypoint.length))
                            message.entrypoint = [];
                        message.entrypoint.push(reader.stringVerify());
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.notebook = value;
                        else
                            delete message.notebook;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.buildContext = value;
                        else
                            delete message.buildContext;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.dockerfile = value;
                        else
                            delete message.dockerfile;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return GitSource;
    })();

    wandb_internal.GitInfo = (function() {

        const GitInfo = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        GitInfo.prototype.remote = "";
        GitInfo.prototype.commit = "";

        GitInfo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.remote != null && $Object.hasOwnProperty.call(message, "remote") && message.remote !== "")
                writer.uint32(10).string(message.remote);
            if (message.commit != null && $Object.hasOwnProperty.call(message, "commit") && message.commit !== "")
                writer.uint32(18).string(message.commit);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        GitInfo.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.GitInfo();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.remote = value;
                        else
                            delete message.remote;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.commit = value;
                        else
                            delete message.commit;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return GitInfo;
    })();

    wandb_internal.ArtifactInfo = (function() {

        const ArtifactInfo = function (properties) {
            this.entrypoint = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ArtifactInfo.prototype.artifact = "";
        ArtifactInfo.prototype.entrypoint = $util.emptyArray;
        ArtifactInfo.prototype.notebook = false;
        ArtifactInfo.prototype.buildContext = "";
        ArtifactInfo.prototype.dockerfile = "";

        ArtifactInfo.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.artifact != null && $Object.hasOwnProperty.call(message, "artifact") && message.artifact !== "")
                writer.uint32(10).string(message.artifact);
            if (message.entrypoint != null && message.entrypoint.length)
                for (let i = 0; i < message.entrypoint.length; ++i)
                    writer.uint32(18).string(message.entrypoint[i]);
            if (message.notebook != null && $Object.hasOwnProperty.call(message, "notebook") && message.notebook !== false)
                writer.uint32(24).bool(message.notebook);
            if (message.buildContext != null && $Object.hasOwnProperty.call(message, "buildContext") && message.buildContext !== "")
                writer.uint32(34).string(message.buildContext);
            if (message.dockerfile != null && $Object.hasOwnProperty.call(message, "dockerfile") && message.dockerfile !== "")
                writer.uint32(42).string(message.dockerfile);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ArtifactInfo.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.ArtifactInfo();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.artifact = value;
                        else
                            delete message.artifact;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.entrypoint && message.entrypoint.length))
                            message.entrypoint = [];
                        message.entrypoint.push(reader.stringVerify());
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.notebook = value;
                        else
                            delete message.notebook;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.buildContext = value;
                        else
                            delete message.buildContext;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.dockerfile = value;
                        else
                            delete message.dockerfile;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ArtifactInfo;
    })();

    wandb_internal.ImageSource = (function() {

        const ImageSource = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ImageSource.prototype.image = "";

        ImageSource.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.image != null && $Object.hasOwnProperty.call(message, "image") && message.image !== "")
                writer.uint32(10).string(message.image);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ImageSource.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.wandb_internal.ImageSource();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.image = value;
                        else
                            delete message.image;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        return ImageSource;
    })();

    return wandb_internal;
})();

export {
  $root as default
};
