/**
 * Keeps articles and threads in Postgres or PGlite, and answers questions about them.
 * @module
 */

export type { CheckOptions, CheckReport, FieldAlarm, PublisherCheck } from "./check/check.ts";
export type { Golden, GoldenBreak } from "./check/golden.ts";
export type { Agreement, AgreementOptions } from "./coding/agree.ts";
export type { Code, Level } from "./coding/agreement.ts";
export { cohenKappa, krippendorffAlpha, LEVELS } from "./coding/agreement.ts";
export type { Label } from "./coding/label.ts";
export type { Labels, LabelWish, ReadOptions, SheetOptions, SheetReading } from "./coding/labels.ts";
export type { Sheet } from "./coding/sheets.ts";
export type { Corpus } from "./corpus.ts";
export type { CopyProgress } from "./db/copy.ts";
export type { RoleName } from "./db/roles.ts";
export { ROLES, rolesSql } from "./db/roles.ts";
export type { Cluster, ClusterEdge, ClusterMember, ClusterSeat, Overrides } from "./dedupe/cluster.ts";
export { cluster } from "./dedupe/cluster.ts";
export type { CommentRule } from "./dedupe/comment.ts";
export type { Comparison, Span, Weight } from "./dedupe/compare.ts";
export { compare } from "./dedupe/compare.ts";
export type { Relation, RelationKind, RelationThresholds } from "./dedupe/relate.ts";
export { RELATIONS, relate } from "./dedupe/relate.ts";
export type { Shingled } from "./dedupe/shingles.ts";
export { shingle } from "./dedupe/shingles.ts";
export type { Sketch } from "./dedupe/sketch.ts";
export { sketch } from "./dedupe/sketch.ts";
export { weightBy } from "./dedupe/weight.ts";
export type { HtmlDisplay } from "./display/display.ts";
export { displayed, show } from "./display/display.ts";
export type { EraseTarget } from "./erase/doomed.ts";
export type { EraseOptions, EraseReport } from "./erase/erase.ts";
export type { RetainReport, RetainWish } from "./erase/retain.ts";
export { csvRows } from "./export/csv.ts";
export type { ExportFormat, ExportOptions, TextFormat } from "./export/export.ts";
export { EXPORT_FORMATS, exportRecords, TEXT_FORMATS } from "./export/export.ts";
export type { FolderFormat, FolderOptions, FolderReport } from "./export/folder.ts";
export { exportFolder, FOLDER_FORMATS } from "./export/folder.ts";
export type { QuoteSafe } from "./export/quote-safe.ts";
export { QUOTE_SAFE } from "./export/quote-safe.ts";
export type { Rows as ExportRows } from "./export/rows.ts";
export { counted } from "./export/rows.ts";
export type { MentionMode, StoryWish } from "./export/stories.ts";
export { MENTION_MODES } from "./export/stories.ts";
export type { WriteOptions } from "./export/whole-file.ts";
export { writeWhole } from "./export/whole-file.ts";
export type { Jobs } from "./jobs/jobs.ts";
export type { Schedule, ScheduleWish } from "./jobs/schedule.ts";
export { checkSchedule } from "./jobs/schedule.ts";
export type { LastRun, PublisherStatus } from "./jobs/status.ts";
export type { Run, RunEvent, Runner, WorkOptions } from "./jobs/work.ts";
export type { Association } from "./measure/association.ts";
export type { Keyness } from "./measure/keyness.ts";
export type { Period } from "./measure/periods.ts";
export { PERIODS } from "./measure/periods.ts";
export type { MoveOptions, MoveReport } from "./move.ts";
export { backupCorpus, moveCorpus } from "./move.ts";
export type { CorpusOptions } from "./open.ts";
export { openCorpus } from "./open.ts";
export type { About } from "./query/about.ts";
export type { ArticleColumns } from "./query/articles.ts";
export type { AsOf } from "./query/as-of.ts";
export type { LearnedLine, LineRuling } from "./query/boilerplate.ts";
export { LINE_RULINGS } from "./query/boilerplate.ts";
export type { StoredCapture } from "./query/capture.ts";
export type { CommentColumns, CommentField } from "./query/comment-fields.ts";
export type { CommenterColumns } from "./query/commenters.ts";
export type { Coverage, CoverageWish } from "./query/coverage.ts";
export type { DuplicateChoice, DuplicateMode } from "./query/duplicate-choice.ts";
export { DUPLICATES } from "./query/duplicate-choice.ts";
export type {
  ClusterWish,
  DuplicateCluster,
  DuplicatePair,
  DuplicateSeat,
  PairWish,
} from "./query/duplicates/clusters.ts";
export type { Duplicates } from "./query/duplicates/duplicates.ts";
export type { DuplicateMember } from "./query/duplicates/member.ts";
export type { PairExplanation, SharedPassage } from "./query/duplicates/pair.ts";
export type { Moment, OneOrMore } from "./query/filter.ts";
export type { CorpusEvent, Gone, GoneArticle, GoneComment, GoneWish } from "./query/gone.ts";
export type { Collocate, CollocateList, CollocateOptions } from "./query/measure/collocates.ts";
export { ASSOCIATION_NAMES } from "./query/measure/collocates.ts";
export type { FreqOptions, Frequency, FrequencyList, GramList, TypeFrequency } from "./query/measure/freq.ts";
export type { KeynessList, KeynessOptions, KeyType } from "./query/measure/keyness.ts";
export { KEYNESS_NAMES } from "./query/measure/keyness.ts";
export type { Concordance, KwicLine, KwicOptions, SortPlace } from "./query/measure/kwic.ts";
export type { Lazy } from "./query/measure/lazy.ts";
export type { Counted } from "./query/measure/scope.ts";
export type {
  Dispersion,
  DispersionOptions,
  PartKind,
  Trend,
  TrendOptions,
  TrendPoint,
} from "./query/measure/trend.ts";
export type { ArticleRevision, RevisedComment, RevisionChange } from "./query/revisions.ts";
export type { SampleMethod, SampleNote, SampleOptions, Stratum, StratumNote } from "./query/sample.ts";
export { SAMPLE_METHODS, STRATA } from "./query/sample.ts";
export type { Explanation, PageWish, RowPage, Rows, Selection } from "./query/selection.ts";
export type { Subcorpus } from "./query/subcorpora.ts";
export type { TextSelection } from "./query/text-selection.ts";
export type { ThreadOptions, TreeWith } from "./query/thread.ts";
export type {
  ConversationOptions,
  MeasuredThread,
  NetworkOfThreads,
  ThreadSelection,
} from "./query/thread-selection.ts";
export type { ThreadColumns } from "./query/threads.ts";
export type { Linked, ThreadTree } from "./query/tree.ts";
export type { ArticleWhere, CommenterWhere, CommentWhere, LabelWhere, ThreadWhere } from "./query/where.ts";
export type { Why, WhyCapture, WhyPage, WhyThread, WhyWalk } from "./query/why.ts";
export type { WordRun } from "./query/word-diff.ts";
export { wordDiff } from "./query/word-diff.ts";
export type { Change, FieldChange, FieldReport } from "./reextract/change.ts";
export type { ReextractOptions, ReextractReport } from "./reextract/reextract.ts";
export type { Citation, CitationOptions } from "./snapshot/cite.ts";
export type { SnapshotRecord } from "./snapshot/freeze.ts";
export type { Methods } from "./snapshot/methods.ts";
export type { Snapshot, Verified } from "./snapshot/snapshot.ts";
export { comparePairs } from "./store/duplicates/compare-lines.ts";
export type { DedupeOptions, DedupeReport } from "./store/duplicates/dedupe.ts";
export type { HandedOut } from "./store/duplicates/hand-out.ts";
export type { DuplicateRuling } from "./store/duplicates/ruling.ts";
export type { TakenBack } from "./store/duplicates/take-back.ts";
export type { Conversation } from "./thread-measures/conversation.ts";
export { conversationOf } from "./thread-measures/conversation.ts";
export { gini } from "./thread-measures/inequality.ts";
export type { NetworkEdge, NetworkNode, ReplyNetwork } from "./thread-measures/network.ts";
export { networkOf } from "./thread-measures/network.ts";
export { toEdgeList, toGexf, toGraphml } from "./thread-measures/network-text.ts";
export type { Voice } from "./thread-measures/voice.ts";
export type { IndexOptions, IndexProgress } from "./tokens/catch-up.ts";
export type { Tokens } from "./tokens/tokenise.ts";
export { tokenise } from "./tokens/tokenise.ts";
